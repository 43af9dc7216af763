import {expect, test} from "vitest";
import {cholesky, inverse, solve} from "../../../src/stats/numeric/cholesky.js";
import {uniform} from "../persontime/cohorts.js";

test("cholesky of a 3 × 3 matrix with whole roots (by hand)", () => {
  const factored = cholesky([4, 12, -16, 12, 37, -43, -16, -43, 98], 3);
  expect([...factored.factor]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  expect(factored.dependent).toEqual([]);
  expect([...solve(factored, [0, 6, 39])]).toEqual([1, 1, 1]);
  // The inverse has the denominator det A = (2·1·3)² = 36.
  const rows = [49.361111111111114, -13.555555555555555, 2.111111111111111];
  inverse(factored)
    .slice(0, 3)
    .forEach((value, j) => {
      expect(Math.abs(value / rows[j] - 1)).toBeLessThan(1e-13);
    });
});

test("cholesky names a variable that the ones before it determine, and leaves it out (by hand)", () => {
  // Columns 1, 2 and their sum.
  const factored = cholesky([1, 0, 1, 0, 1, 1, 1, 1, 2], 3);
  expect(factored.dependent).toEqual([2]);
  expect([...solve(factored, [3, 4, 7])]).toEqual([3, 4, 0]);
  expect([...inverse(factored)]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect(cholesky([0], 1).dependent).toEqual([0]);
  expect(cholesky([-1], 1).dependent).toEqual([0]);
});

test("cholesky, solve and inverse undo the matrix of random designs, whatever the units (law)", () => {
  const next = uniform(61);
  for (const size of [1, 2, 5, 12]) {
    const rows = Array.from({length: 3 * size}, () =>
      Array.from({length: size}, (_, j) => (next() - 0.5) * [1, 1e6, 1e-6][j % 3])
    );
    const matrix = Array.from({length: size * size}, (_, k) =>
      rows.reduce((total, row) => total + row[Math.floor(k / size)] * row[k % size], 0)
    );
    const factored = cholesky(matrix, size);
    expect(factored.dependent).toEqual([]);
    const truth = Array.from({length: size}, (_, j) => (j + 1) / [1, 1e6, 1e-6][j % 3]);
    const b = truth.map((_, i) => truth.reduce((total, x, j) => total + matrix[i * size + j] * x, 0));
    solve(factored, b).forEach((x, j) => {
      expect(Math.abs(x / truth[j] - 1)).toBeLessThan(1e-11);
    });
    const inverted = inverse(factored);
    for (let i = 0; i < size; ++i)
      for (let j = 0; j < size; ++j) {
        let entry = 0;
        for (let k = 0; k < size; ++k) entry += matrix[i * size + k] * inverted[k * size + j];
        const scale = [1, 1e6, 1e-6][i % 3] / [1, 1e6, 1e-6][j % 3];
        expect(Math.abs(entry / scale - (i === j ? 1 : 0))).toBeLessThan(1e-11);
      }
  }
});

test("cholesky and solve name what is wrong (by hand)", () => {
  expect(() => cholesky([1, 2, 3], 2)).toThrow("matrix must have 4 entries; got 3");
  expect(() => cholesky([1, NaN, NaN, 1], 2)).toThrow("matrix must be finite; got NaN in row 0, column 1");
  expect(() => solve(cholesky([1], 1), [1, 2])).toThrow("b must have 1 entries; got 2");
});
