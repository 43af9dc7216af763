import {expect, test} from "vitest";
import type {Analysis} from "../../analyses/analysis.js";
import {cardiacEvent, endocrineDeficit} from "../../analyses/definitions/outcomes.js";
import {excessCells, excessFit} from "../../analyses/designs/doseExcess.js";
import {mediateEvent} from "../../analyses/designs/eventMediation.js";
import {siteCells, siteFit} from "../../analyses/designs/siteDose.js";
import biomarkers from "../../analyses/mechanisms/biomarkers.js";
import mediation from "../../analyses/mechanisms/mediation.js";
import endocrine from "../../analyses/radiotherapy/endocrine.js";
import heartVolume from "../../analyses/radiotherapy/heart-volume.js";
import protonPhoton from "../../analyses/radiotherapy/proton-photon.js";
import secondCancers from "../../analyses/radiotherapy/second-cancers.js";
import stroke from "../../analyses/radiotherapy/stroke.js";
import type {Estimate, Figure, Item, Table, TableData} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy(12, 500, 3000);
const item = <T extends Item>({items, reads}: Analysis, name: string): T =>
  items[name](study.restrict("test", reads)) as T;
const value = (analysis: Analysis, name: string) => item<Estimate>(analysis, name).value as number;
const column = ({columns, rows}: TableData, name: string) => {
  const j = columns.findIndex((c) => c.name === name);
  return rows.map((row) => row[j] as number);
};
const total = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);

for (const [name, analysis] of Object.entries({stroke, endocrine}))
  test(`the dose bands of ${name} hold all cases and person-years (law)`, () => {
    const bands = item<Table>(analysis, "dose-bands");
    expect(total(column(bands, "cases"))).toBe(value(analysis, "cases"));
    expect(total(column(bands, "personYears"))).toBeCloseTo(value(analysis, "person-years"), 6);
  });

test("the lowest band of a stroke lies on the fitted line, the others in the ratio of the table (law)", () => {
  const {points, fit} = item<Figure>(stroke, "dose-response").data;
  const [mean, rr] = [column(points, "meanDose"), column(points, "rr")];
  const slope = value(stroke, "trend");
  expect(rr[0]).toBeCloseTo(1 + slope * mean[0], 9);
  expect(column(fit, "rr")[0]).toBe(1);
  expect(rr[1] / rr[0]).toBeCloseTo(column(item<Table>(stroke, "dose-bands"), "rr")[1], 9);
});

test("fitted endocrine deficits add up to those observed: the score equation of the background (law)", () => {
  const {design} = endocrine.parameters as {design: Parameters<typeof excessFit>[1]};
  const {cases} = excessCells(study, design);
  expect(total(Array.from(excessFit(study, design).fitted))).toBeCloseTo(total(Array.from(cases)), 4);
});

test("TD50 is ln 2 over the years and the slope (by hand)", () => {
  const [slope] = column(item<Table>(endocrine, "slopes"), "excess");
  expect(value(endocrine, "tolerance-dose")).toBeCloseTo((1000 * Math.LN2) / (5 * slope), 9);
});

test("endocrine deficits are as frequent as the truth makes them, within four standard errors (law)", () => {
  const {lower, upper} = item<Estimate>(endocrine, "tolerance-dose");
  const [middle, width] = [(lower! + upper!) / 2, (upper! - lower!) / 2];
  expect(Math.abs(middle - 16.1)).toBeLessThan(2 * width);
});

test("bands of second cancers hold all cases, and all that were expected (law)", () => {
  const bands = item<Table>(secondCancers, "dose-bands");
  const design = secondCancers.parameters as Parameters<typeof siteCells>[1];
  const cells = siteCells(study, design);
  expect(total(column(bands, "cases"))).toBe(value(secondCancers, "cases"));
  expect(total(column(bands, "expected"))).toBeCloseTo(total(Array.from(cells.expected)), 9);
});

test("a factor on the registries' rates makes fitted second cancers add up to those observed (law)", () => {
  const design = secondCancers.parameters as Parameters<typeof siteCells>[1];
  const {fitted, events} = siteFit(study, {...design, background: "scaled"});
  expect(total(Array.from(fitted))).toBeCloseTo(events, 6);
});

test("children with photons and protons add up to the cohort, and their events to the outcome's (law)", () => {
  const doses = item<Table>(protonPhoton, "doses");
  expect(total(column(doses, "children").slice(0, 2))).toBe(value(protonPhoton, "children"));
  const effects = item<Table>(protonPhoton, "effects");
  expect(column(effects, "photon")[0] + column(effects, "proton")[0]).toBe(value(endocrine, "cases"));
});

test("the figure that tells best is none behind, and the mean's slope is that of the sentence (law)", () => {
  const table = item<Table>(heartVolume, "figures");
  expect(Math.min(...column(table, "behind"))).toBe(0);
  expect(column(table, "err")[0]).toBe(value(heartVolume, "mean-dose"));
});

test("protons leave less dose in every organ (law)", () => {
  for (const ratio of column(item<Figure>(protonPhoton, "dose-ratios").data.estimates, "estimate"))
    expect(ratio).toBeLessThan(1);
});

test("every marker's table, picture and sentence tell one change (law)", () => {
  const table = column(item<Table>(biomarkers, "table"), "change");
  expect(column(item<Figure>(biomarkers, "markers").data.estimates, "estimate")).toEqual(table);
  expect(value(biomarkers, "nt-probnp")).toBe(table[0]);
});

test("adjusted p-values are no smaller than their own (law)", () => {
  const table = item<Table>(biomarkers, "table");
  const adjusted = column(table, "adjusted");
  column(table, "p").forEach((p, k) => {
    expect(adjusted[k]).toBeGreaterThanOrEqual(p);
  });
});

test("direct and indirect effect on wall thickness multiply to the total (law)", () => {
  const change = column(item<Table>(mediation, "effects"), "change").map((percent) => 1 + percent / 100);
  for (let k = 0; k < change.length; k += 3) expect(change[k] * change[k + 1]).toBeCloseTo(change[k + 2], 9);
});

test("without correlated errors the sensitivity tells the indirect effect of the table (law)", () => {
  const lines = item<Figure>(mediation, "sensitivity").data.lines;
  const at = column(lines, "x").indexOf(0);
  expect(column(lines, "estimate")[at]).toBeCloseTo(
    column(item<Table>(mediation, "effects"), "change")[1],
    9
  );
});

test("mediation to events is fitted with enough of them and not with fewer (law)", () => {
  const marker = {name: "NT-proBNP", doseColumn: "dose_heart_gy", doseLabel: "heart"};
  const design = {outcome: endocrineDeficit, mediators: [marker], toGy: 10, leastEvents: 10, level: 0.95};
  const {effects, events} = mediateEvent(study, design, marker);
  const [direct, indirect, both] = effects!.map(({estimate}) => estimate);
  expect(events).toBeGreaterThanOrEqual(10);
  expect(direct + indirect).toBeCloseTo(both, 9);
  const few = {...design, outcome: cardiacEvent, leastEvents: 1e6};
  expect(mediateEvent(study, few, marker)).not.toHaveProperty("effects");
});
