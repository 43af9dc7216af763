import {expect, test} from "vitest";
import {type LifetimeRisk, riskTable} from "../../analyses/designs/lifetimeRisk.js";
import {bestQuarterFactor, practice} from "../../analyses/designs/practice.js";
import {meanRisk, riskOfDoses, todaysProcedures} from "../../analyses/designs/todaysDoses.js";
import {today, todaysRisk} from "../../analyses/designs/todaysRisk.js";
import doseReduction from "../../analyses/optimisation/dose-reduction.js";
import highDoses from "../../analyses/optimisation/high-doses.js";
import lifetimeRiskReport from "../../analyses/optimisation/lifetime-risk.js";
import {lifetimeRisk, riskByProcedure, riskBySite, summary} from "../../analyses/steps/lifetimeRisk.js";
import {avertedTable, riskAverted} from "../../analyses/steps/riskAverted.js";
import {allSites, riskLookup} from "../../analyses/steps/riskLookup.js";
import type {Estimate, Figure, Table, TableData} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy(13, 4000, 50);
/** The reports' design with few draws: laws hold of any. */
const design: LifetimeRisk = {...todaysRisk, draws: 20};
const column = ({columns, rows}: TableData, name: string) => {
  const j = columns.findIndex((c) => c.name === name);
  return rows.map((row) => row[j] as number);
};
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0);

test("risk averted at no reduction is 0, at all of it the whole risk (law)", () => {
  const risk = lifetimeRisk(design, today)(study) as Estimate;
  const none = riskAverted(design, today, 0)(study) as Estimate;
  const all = riskAverted(design, today, 1)(study) as Estimate;
  expect([none.value, none.lower, none.upper]).toEqual([0, 0, 0]);
  expect(all.value).toBeCloseTo(risk.value as number, 9);
  expect(all.upper).toBeCloseTo(risk.upper!, 9);
});

test("what remains and what is averted add up to the risk at every reduction, and the one rises (law)", () => {
  const table = avertedTable(design, today, [0, 0.2, 0.5, 0.8])(study) as Table;
  const [remaining, averted] = [column(table, "remaining"), column(table, "averted")];
  const risk = (lifetimeRisk(design, today)(study) as Estimate).value as number;
  averted.forEach((value, k) => {
    expect(value + remaining[k]).toBeCloseTo(risk, 9);
    if (k > 0) expect(value).toBeGreaterThan(averted[k - 1]);
  });
});

test("riskAverted refuses a reduction beyond all of the dose (by hand)", () => {
  expect(() => riskAverted(design, today, 1.2)(study)).toThrow("reduction must lie between 0 and 1; got 1.2");
});

test("the sites' risks in girls and boys, weighted by their procedures, add up to the whole (law)", () => {
  const {sites} = (riskBySite(design, today)(study) as Figure).data;
  const [risk, count] = [column(sites, "estimate"), column(sites, "procedures")];
  const all = todaysProcedures(study, design, today).row.length;
  expect(total(risk.map((value, k) => (value * count[k]) / all))).toBeCloseTo(
    (lifetimeRisk(design, today)(study) as Estimate).value as number,
    9
  );
});

test("procedures of the table to look up are all of today's (law)", () => {
  const table = riskByProcedure(design, today)(study) as Table;
  expect(total(column(table, "procedures"))).toBe(todaysProcedures(study, design, today).row.length);
});

test("the sites of a procedure that is looked up add up to all of these, and to the table by class (law)", () => {
  const {columns, rows} = riskLookup(design, today)(study) as Table;
  const [site, estimate] = ["site", "estimate"].map((name) => columns.findIndex((own) => own.name === name));
  const byClass = column(riskByProcedure(design, today)(study) as Table, "estimate");
  const firsts = rows.flatMap((row, i) => (row[site] === allSites ? [i] : []));
  expect(firsts.map((i) => rows[i][estimate])).toEqual(byClass);
  firsts.forEach((i, k) => {
    const parts = rows.slice(i + 1, firsts[k + 1]).map((row) => Number(row[estimate]));
    expect(total(parts)).toBeCloseTo(byClass[k], 9);
  });
});

test("at a procedure's doses what less dose averts is in proportion to it, with its interval, to two digits (law)", () => {
  const doses = design.sites.map(({site}) => (site === "leukaemia" ? 0.004 : 0.02));
  const at = (share: number) =>
    riskOfDoses(
      study,
      design,
      doses.map((dose) => share * dose),
      0,
      1
    );
  const whole = at(1);
  for (const left of [0.9, 0.5, 0.2]) {
    const rest = at(left);
    const averted = summary(
      whole.map((value, k) => value - rest[k]),
      design.level
    );
    const told = summary(whole, design.level);
    for (const side of ["mean", "lower", "upper"] as const)
      expect(Math.abs(averted[side] / ((1 - left) * told[side]) - 1)).toBeLessThan(0.005);
  }
});

test("twice the dose is twice the risk of a solid cancer, and a little more of leukaemia (law)", () => {
  const once = meanRisk(study, design, today);
  const twice = meanRisk(study, design, today, {factor: () => 2});
  design.sites.forEach(({site}, s) => {
    const ratio = total(twice[s]) / total(once[s]);
    if (site === "leukaemia") expect(ratio).toBeGreaterThan(2);
    else expect(ratio).toBeCloseTo(2, 9);
  });
});

test("draws come from the seed: the same seed the same risk, another another (law)", () => {
  const again = smallStudy(13, 4000, 50);
  const risk = (of: typeof study, seed: number) =>
    riskTable(of, {...design, draws: 3, seed, ages: design.ages.slice(0, 1)});
  expect(risk(again, 1)).toEqual(risk(study, 1));
  expect(risk(study, 1)[1][0][0]!.linear).not.toEqual(risk(study, 2)[1][0][0]!.linear);
});

test("the younger have more risk per dose, and girls more of the lung, in the mean of the draws (law)", () => {
  const [, lung, breast] = riskTable(study, design);
  for (const table of [...lung, breast[0]])
    table.slice(1).forEach((own, k) => {
      expect(total(own!.linear)).toBeLessThan(total(table[k]!.linear));
    });
  expect(total(lung[0][0]!.linear)).toBeGreaterThan(total(lung[1][0]!.linear));
});

test("heart patients, who die sooner, have less lifetime risk than the population (law)", () => {
  const patients = lifetimeRisk(design, today)(study) as Estimate;
  const population = lifetimeRisk({...design, survival: "population"}, today)(study) as Estimate;
  expect(patients.value as number).toBeLessThan(population.value as number);
});

const compared = {weightBands: [0, 5, 15, 30, 50], leastInCell: 20, level: 0.95};

test("half of the procedures in a class and weight band lie within its quartiles, and centres hold each once (law)", () => {
  const {cells, centres} = practice(study, design, today, compared);
  expect(total(centres.map(({count}) => count))).toBe(total(cells.map(({count}) => count)));
  for (const {quartiles} of cells) expect(quartiles).toEqual([...quartiles].sort((a, b) => a - b));
});

test("the best quarter of centres keep their doses, all others come down to it (law)", () => {
  const {centres, bestQuarter} = practice(study, design, today, compared);
  const factor = bestQuarterFactor(study, design, today, compared);
  const factors = Array.from(todaysProcedures(study, design, today).row.keys(), factor);
  expect(Math.max(...factors)).toBe(1);
  expect(Math.min(...factors)).toBeCloseTo(bestQuarter / centres[0].ratio, 12);
  expect(centres.filter(({ratio}) => ratio <= bestQuarter).length).toBeGreaterThanOrEqual(
    centres.length / 4 - 1
  );
});

test("the reports of optimisation name their seed (law)", () => {
  for (const {seed} of [lifetimeRiskReport, doseReduction, highDoses]) expect(seed).toBe(todaysRisk.seed);
});
