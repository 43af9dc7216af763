import {expect, test} from "vitest";
import {ensemble} from "../../../src/stats/dose/ensemble.js";
import {eachRealisation, realisationsOf} from "../../../src/stats/dose/realisations.js";
import {fitOneDose} from "../../../src/stats/dose/regressionCalibration.js";
import {twoRows} from "./hand.js";

test("realisationsOf wants a column, and columns of one length (by hand)", () => {
  expect(() => realisationsOf([])).toThrow(new RangeError("realisations must hold a column; got none"));
  expect(() => realisationsOf([[1, 2], [1]])).toThrow(
    new RangeError("realisation must have 2 rows; got 1 in realisation 1")
  );
});

test("eachRealisation names a dose that is negative or missing, and rows that are not those of the data (by hand)", () => {
  const visit = () => {};
  expect(() =>
    eachRealisation(
      realisationsOf([
        [0, 1],
        [2, -1]
      ]),
      2,
      visit
    )
  ).toThrow(new RangeError("dose must be ≥ 0; got -1 in row 1 of realisation 1"));
  expect(() => eachRealisation(realisationsOf([[0, NaN]]), 2, visit)).toThrow(
    new RangeError("dose must be ≥ 0; got NaN in row 1 of realisation 0")
  );
  expect(() => eachRealisation(realisationsOf([[0, 1, 2]]), 2, visit)).toThrow(
    new RangeError("realisations must have 2 rows as the data have; got 3")
  );
  expect(() => eachRealisation({count: 0.5, rows: 2, read: visit}, 2, visit)).toThrow(
    new RangeError("realisations must be 1 or more; got 0.5")
  );
});

test("ensemble gives mean and largest dose, and the same bits whether it keeps or reads again (law)", () => {
  let reads = 0;
  const {read, ...rest} = realisationsOf([
    [0, 1],
    [0, 2],
    [0, 6]
  ]);
  const counting = {
    ...rest,
    read: (r: number, into: Float64Array) => {
      ++reads;
      read(r, into);
    }
  };
  const all = (memory: number) => {
    const found = ensemble(twoRows, counting, {memory});
    const heights: number[] = [];
    for (let pass = 0; pass < 2; ++pass)
      found.each(({evaluate}) => heights.push(evaluate(Float64Array.of(0.7))!.logLik));
    return {...found, heights};
  };
  const kept = all(1e6);
  expect(reads).toBe(3);
  const streamed = all(0);
  expect(reads).toBe(3 + 9);
  expect(Array.from(kept.mean)).toEqual([0, 3]);
  expect(kept.largest).toBe(6);
  expect(streamed.heights).toEqual(kept.heights);
  expect(() => ensemble(twoRows, realisationsOf([[0, 0]]))).toThrow(
    new RangeError("dose must be > 0 somewhere; got none")
  );
});

test("fitOneDose names a dose of other rows, negative, or all 0 (by hand)", () => {
  expect(() => fitOneDose(twoRows, Float64Array.of(1))).toThrow(
    new RangeError("dose must have 2 rows as the data have; got 1")
  );
  expect(() => fitOneDose(twoRows, Float64Array.of(-1, 2))).toThrow(
    new RangeError("dose must be ≥ 0; got -1 in row 0")
  );
  expect(() => fitOneDose(twoRows, Float64Array.of(0, 0))).toThrow(
    new RangeError("dose must be > 0 somewhere; got none")
  );
});
