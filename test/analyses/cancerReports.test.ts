import {expect, test} from "vitest";
import type {Analysis} from "../../analyses/analysis.js";
import cancers from "../../analyses/cardiac/cancers.js";
import lymphoma from "../../analyses/cardiac/lymphoma.js";
import sirs from "../../analyses/cardiac/sir.js";
import solid from "../../analyses/cardiac/solid.js";
import thyroid from "../../analyses/cardiac/thyroid.js";
import {cardiacCancers} from "../../analyses/designs/cardiacCancers.js";
import {followCardiac} from "../../analyses/designs/cardiacCohort.js";
import {cells, excessAt, fitExcess, followed} from "../../analyses/designs/doseResponse.js";
import type {Estimate, Figure, Item, Statement, Table, TableData} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy();
const item = <T extends Item>({items, reads}: Analysis, name: string): T =>
  items[name](study.restrict("test", reads)) as T;
const column = ({columns, rows}: TableData, name: string) => {
  const j = columns.findIndex((c) => c.name === name);
  return rows.map((row) => row[j]);
};
const total = (values: Iterable<unknown>) => [...(values as Iterable<number>)].reduce((sum, x) => sum + x, 0);

test("person-time divided by age, period, time and dose adds up to the cohort each time (law)", () => {
  const table = item<Table>(lymphoma, "person-time");
  const scales = column(table, "scale");
  for (const scale of new Set(scales)) {
    const of = (name: string) => total(column(table, name).filter((_, k) => scales[k] === scale));
    expect(of("cases"), String(scale)).toBe(item<Estimate>(lymphoma, "cases").value);
    expect(of("personYears"), String(scale)).toBeCloseTo(
      item<Estimate>(lymphoma, "person-years").value as number,
      6
    );
  }
  for (const cases of column(table, "cases")) expect(cases).toBeGreaterThanOrEqual(10);
});

test("the main line of every forest, and the lag of the design, are the report's trend (law)", () => {
  const {value} = item<Estimate>(lymphoma, "trend");
  expect(column(item<Figure>(lymphoma, "sensitivity").data.estimates, "estimate")[0]).toBe(value);
  const {lines} = item<Figure>(lymphoma, "lags").data;
  const own = column(lines, "x").indexOf(cardiacCancers.lymphoma.lagYears);
  expect(column(lines, "estimate")[own]).toBe(value);
});

test("the overview tells the trends of the reports (law)", () => {
  const table = item<Table>(cancers, "trend-table");
  const at = column(table, "outcome").indexOf("lymphoma");
  expect(column(table, "estimate")[at]).toBe(item<Estimate>(lymphoma, "trend").value);
});

test("a country's cells left out are those of a cohort without it (law)", () => {
  const design = {...cardiacCancers.lymphoma, without: ["UK", "FR"]};
  const {event, entry, exit} = followCardiac(study, {...design, without: ["UK", "FR"]});
  const table = cells(study, design);
  expect(total(table.cases)).toBe(event.filter((day, i) => day > entry[i] && day <= exit[i]).length);
  expect(total(table.personDays)).toBe(total(exit.map((day, i) => day - entry[i])));
});

test("excess cases at the fitted slope are those of the fit (law)", () => {
  const design = cardiacCancers.lymphoma;
  const {parameters, excess} = fitExcess(study, design);
  const at = excessAt(study, design, parameters[0].estimate);
  expect(total(at.excess)).toBeCloseTo(total(excess), 6);
});

test("with the registries' rates as background, factors before and after transplant give back all cases (law)", () => {
  const design = {...cardiacCancers.lymphoma, background: "registries" as const};
  const {fitted, strata} = fitExcess(study, design);
  expect(strata).toBe(2);
  expect(total(fitted)).toBeCloseTo(total(cells(study, design).cases), 6);
});

test("continued follow-up adds person-time to those still followed, and takes nothing from others (law)", () => {
  const design = cardiacCancers.solid;
  const now = followed(study, design);
  const later = followed(study, {...design, continuedYears: 10});
  const byRow = new Map(Array.from(later.rows, (row, i) => [row, later.exit[i]]));
  now.rows.forEach((row, i) => {
    expect([0, Math.round(10 * 365.25)]).toContain(byRow.get(row)! - now.exit[i]);
  });
  expect(later.rows.length).toBeGreaterThan(now.rows.length);
});

test("few cases are said to be few, in the place of withheld cells (law)", () => {
  expect(item<Statement>(thyroid, "shapes").text).toMatch(/not shown: there are fewer than 100 cases/);
  expect(item<Table>(thyroid, "characteristics").columns.map(({name}) => name)).not.toContain("cases");
});

test("all solid cancers have no one truth, and say so (law)", () => {
  expect(item<Statement>(solid, "truth").text).toMatch(/no one slope on one organ's dose is the true one/);
  const table = item<Table>(cancers, "trend-table");
  expect(column(table, "truth")[column(table, "outcome").indexOf("solid cancer")]).toBeNull();
});

test("the ratio that made the data rises with transplant kept in follow-up (law)", () => {
  const table = item<Table>(sirs, "truth");
  const truth = column(table, "truth") as number[];
  for (let k = 0; k < truth.length; k += 2) {
    expect(truth[k]).toBeGreaterThan(truth[k + 1]);
    expect(truth[k + 1]).toBeGreaterThan(1);
  }
});
