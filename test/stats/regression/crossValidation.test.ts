import {expect, test} from "vitest";
import {crossValidation} from "../../../src/stats/regression/crossValidation.js";
import {predictionError} from "../../../src/stats/regression/predictionError.js";
import oracle from "../../oracle/crossValidation.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const data = {
  value: Float64Array.from(oracle.value),
  terms: {
    names: Object.keys(oracle.terms),
    columns: Object.values(oracle.terms).map((column) => Float64Array.from(column))
  },
  fold: Int32Array.from(oracle.fold)
};
const witness = {peer: "R 4.2.2, lm and predict", data: "mtcars, four folds", digits: 11};

test("crossValidation(data) matches predictions of lm on the other folds, with their intervals (R)", () => {
  const found = crossValidation(data);
  for (const figure of ["predicted", "lower", "upper"] as const)
    expectAgreement({...witness, estimator: "crossValidation", figure}, found[figure], oracle[figure]);
  const {n, ...error} = predictionError(data.value, found);
  expect(n).toBe(oracle.value.length);
  for (const figure of ["bias", "rmse", "rSquared", "coverage"] as const)
    expectAgreement({...witness, estimator: "predictionError", figure}, error[figure], oracle[figure]);
});

test("crossValidation leaves out a term that the other folds do not hold (law)", () => {
  const lone = Float64Array.from(data.fold, (fold) => Number(fold === 2));
  const {names, columns} = data.terms;
  const more = crossValidation({
    ...data,
    terms: {names: [...names, "lone"], columns: [...columns, lone]}
  }).predicted;
  const rows = Array.from(data.fold.keys()).filter((i) => data.fold[i] === 2);
  for (const row of rows) expect(more[row]).toBeCloseTo(oracle.predicted[row], 9);
});

test("crossValidation and predictionError name folds that do not fit, are too few or empty, and no row (by hand)", () => {
  expect(() => crossValidation({...data, fold: data.fold.slice(1)})).toThrow(
    new RangeError("fold must have 32 rows as value has; got 31")
  );
  expect(() => crossValidation({...data, fold: data.fold.map(() => 0)})).toThrow(
    new RangeError("folds must be two or more; got 1")
  );
  expect(() => crossValidation({...data, fold: data.fold.map((fold) => (fold === 1 ? 2 : fold))})).toThrow(
    new RangeError("every fold must hold a row; got none in fold 1")
  );
  expect(() => crossValidation({...data, fold: data.fold.map((_, i) => (i === 5 ? -1 : 0))})).toThrow(
    new RangeError("fold must be ≥ 0; got -1 in row 5")
  );
  expect(() => predictionError(data.value, crossValidation(data), [])).toThrow(
    new RangeError("rows must hold one that is predicted; got none")
  );
});
