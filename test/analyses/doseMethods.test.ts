import {expect, test} from "vitest";
import {doseError, realisedDoses} from "../../analyses/definitions/doseError.js";
import {marrow} from "../../analyses/definitions/organs.js";
import {lymphoHaematopoietic} from "../../analyses/definitions/outcomes.js";
import {procedures} from "../../analyses/definitions/procedures.js";
import {cardiacCancer} from "../../analyses/designs/cardiacCancer.js";
import {doseMethods, fitDoses, realisedModel} from "../../analyses/designs/doseMethods.js";
import {cells, fitExcess, modelledRows} from "../../analyses/designs/doseResponse.js";
import {doseMethodForest, trendByRealisation, trueByMethod} from "../../analyses/steps/doseMethods.js";
import {fitOneDose} from "../../src/stats/dose/regressionCalibration.js";
import type {Figure} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy();
const design = cardiacCancer(lymphoHaematopoietic, marrow, {lagYears: 2, doseBands: [0, 3, 6, 10]});
const drawn = {realisations: 40, seed: 1};

test("the model of realised doses gives the main analysis where doses are those recorded (law)", () => {
  const {likelihood, mean} = realisedModel(study, design, drawn);
  const table = cells(study, design);
  const {rows} = modelledRows(design, table);
  const recorded = Float64Array.from(rows, (row) => table.doseMean[row]);
  const [slope] = fitOneDose(likelihood, recorded).parameters;
  expect(slope.estimate).toBeCloseTo(fitExcess(study, design).parameters[0].estimate, 9);
  // Berkson errors of mean 1 leave the mean doses where they are, but for the draws.
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
  expect(total(mean) / total(recorded)).toBeCloseTo(1, 1);
  expect(mean).not.toEqual(recorded);
});

test("realisedDoses spread as the error model says, alike for all who ask, and are 0 where they are not needed (law)", () => {
  const {order} = procedures(study);
  const recorded = study.table("procedures").numbers(marrow.procedureColumn);
  const source = study.table("procedures").factor("dose_source");
  const {read, rows} = realisedDoses(study, marrow, drawn);
  const dose = new Float64Array(rows);
  read(3, dose);
  const logs = Array.from(order.keys())
    .filter((k) => source.levels[source.codes[order[k]]] === "imputed")
    .map((k) => Math.log(dose[k] / recorded[order[k]]));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const sd = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length);
  expect(sd).toBeCloseTo(Math.sqrt(doseError.imputed ** 2 + doseError.shared ** 2), 1);
  const few = new Float64Array(rows);
  realisedDoses(study, marrow, drawn, [5, 17]).read(3, few);
  expect(few[5]).toBe(dose[5]);
  expect(few[17]).toBe(dose[17]);
  expect(few.filter((value) => value > 0).length).toBe(2);
});

test("the five methods agree within the interval of the main analysis, and the steps show them (law)", () => {
  const [main] = fitExcess(study, design).parameters;
  for (const method of doseMethods) {
    const fit = fitDoses(study, design, drawn, method);
    expect(fit?.converged, method).toBe(true);
    expect(Math.abs(fit!.parameters[0].estimate - main.estimate), method).toBeLessThan(main.se);
  }
  const forest = doseMethodForest(design, drawn)(study) as Figure;
  expect(forest.data["estimates"].rows.length).toBe(6);
  const each = trendByRealisation(design, drawn)(study) as Figure;
  const estimates = each.data["lines"].rows.map((row) => row[3] as number);
  expect([...estimates].sort((a, b) => a - b)).toEqual(estimates);
  expect(trueByMethod(design, drawn)(study)).toMatchObject({kind: "statement"});
});
