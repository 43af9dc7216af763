import {expect, test} from "vitest";
import {imputedDoses, productModel, withoutProduct} from "../../analyses/definitions/imputation.js";
import {marrow} from "../../analyses/definitions/organs.js";
import {lymphoHaematopoietic} from "../../analyses/definitions/outcomes.js";
import {procedures} from "../../analyses/definitions/procedures.js";
import {cardiacCancer} from "../../analyses/designs/cardiacCancer.js";
import {fitExcess} from "../../analyses/designs/doseResponse.js";
import {imputedTrend} from "../../analyses/designs/imputedTrend.js";
import {imputationError, imputationTable, imputedDoseTable} from "../../analyses/steps/imputation.js";
import {trendByMissing} from "../../analyses/steps/trendByMissing.js";
import type {Figure, Table} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy(11, 10_000, 300);
const imputation = {imputations: 5, seed: 3};
const design = cardiacCancer(lymphoHaematopoietic, marrow, {lagYears: 2, doseBands: [0, 3, 6, 10]});
const column = ({columns, rows}: Table, name: string) => {
  const at = columns.findIndex((own) => own.name === name);
  return rows.map((row) => row[at] as number);
};

test("the regression of the products finds the powers and ratios that made them (law)", () => {
  const {fit} = productModel(study);
  const made: Record<string, number> = {
    fluoroscopy: 0,
    weight: 0.95,
    "flat panel": Math.log(0.85 / 1.9),
    "duct closure": Math.log(0.55),
    "angioplasty or stent": Math.log(1.5)
  };
  for (const [term, value] of Object.entries(made)) {
    const {estimate, se} = fit.parameters.find((row) => row.term === term)!;
    expect(Math.abs(estimate - value), term).toBeLessThan(4 * se);
  }
  expect(fit.sigma).toBeCloseTo(0.7, 1);
  const rows = (imputationTable()(study) as Table).rows;
  expect(rows.some(([term]) => String(term).startsWith("UK-"))).toBe(false);
});

test("recorded products are foretold without bias, and as many lie in their intervals as should (law)", () => {
  const table = imputationError(5)(study) as Table;
  const [bias, coverage, n] = ["bias", "coverage", "procedures"].map((name) => column(table, name));
  expect(bias[0]).toBeCloseTo(1, 1);
  // Binomial: four standard deviations of the share.
  expect(Math.abs(coverage[0] - 95)).toBeLessThan(400 * Math.sqrt((0.95 * 0.05) / n[0]));
  expect(n.slice(1).reduce((sum, size) => sum + size, 0)).toBe(n[0]);
});

test("imputedDoses leave doses with a product, draw the others alike for all who ask, and otherwise each time (law)", () => {
  const {order} = procedures(study);
  const recorded = study.table("procedures").numbers(marrow.procedureColumn);
  const lacking = new Set(withoutProduct(study));
  const doses = imputedDoses(study, marrow, imputation);
  const [first, again, second] = [0, 0, 1].map((r) => {
    const dose = new Float64Array(doses.rows);
    doses.read(r, dose);
    return dose;
  });
  expect(again).toEqual(first);
  order.forEach((row, place) => {
    if (lacking.has(place)) expect(first[place]).not.toBe(second[place]);
    else expect(first[place]).toBe(recorded[row]);
    if (!(first[place] > 0 && first[place] < Infinity)) expect.fail(`dose ${first[place]}`);
  });
  const table = imputedDoseTable(marrow, imputation)(study) as Table;
  expect(column(table, "procedures").reduce((sum, size) => sum + size, 0)).toBe(lacking.size);
  // Products spread by 0.7 about their median, weights and centres more; the extract imputed the middle.
  const spread = column(table, "imputed-spread");
  for (const [g, own] of column(table, "recorded-spread").entries()) expect(spread[g]).toBeGreaterThan(own);
});

test("the pooled trend lies about that of the extract's doses, and is the forest's last line (law)", () => {
  const {pooled, cases} = imputedTrend(study, design, imputation);
  const {parameters, events} = fitExcess(study, design);
  expect(cases).toBe(events);
  expect(pooled!.imputations).toBe(5);
  expect(Math.abs(pooled!.estimate - parameters[0].estimate)).toBeLessThan(1.5 * parameters[0].se);
  expect(pooled!.total).toBeGreaterThan(pooled!.within);
  const {rows} = (trendByMissing([design], imputation)(study) as Figure).data["estimates"];
  expect(rows.map((row) => row[1])).toEqual([
    "all products recorded",
    "doses as in the extract",
    "products imputed 5 times"
  ]);
  expect(rows[2][3]).toBe(100 * pooled!.estimate);
  expect(rows[0][2] as number).toBeLessThan(events);
});
