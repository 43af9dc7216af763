import {expect, test} from "vitest";
import {log} from "../../../src/stats/numeric/elementary.js";
import {groupByCount} from "../../../src/stats/poisson/groupByCount.js";
import type {ModelCells} from "../../../src/stats/poisson/likelihood.js";
import {linearLikelihood} from "../../../src/stats/poisson/linearLikelihood.js";
import {uniform} from "../persontime/cohorts.js";

/** Cells in strata of 1 to 7, with counts whole, large and broken. */
function cellsOf(size: number, slopes: number, profiled: boolean): ModelCells {
  const next = uniform(17);
  const column = (f: (i: number) => number) => Float64Array.from({length: size}, (_, i) => f(i));
  const ptr = [0];
  while (ptr[ptr.length - 1] < size)
    ptr.push(Math.min(size, ptr[ptr.length - 1] + 1 + Math.floor(7 * next())));
  const cases = column((i) => (i % 97 === 0 ? 300 + (i % 5) : i % 89 === 0 ? 0.5 : Math.floor(4 * next())));
  const total = Float64Array.from(ptr.slice(1), (to, s) =>
    cases.subarray(ptr[s], to).reduce((sum, c) => sum + c, 0)
  );
  return {
    cases,
    weight: column(() => 1 + next()),
    pyr: column(() => 1),
    ptr: Int32Array.from(ptr),
    total,
    profiled,
    terms: [
      {
        basis: Array.from({length: slopes}, () => column((i) => (i % 3 === 0 ? 0 : next()))),
        beta: Array.from({length: slopes}, (_, k) => k),
        product: [],
        delta: [],
        exponents: [],
        gamma: []
      }
    ],
    excessSize: slopes,
    loglinear: [],
    intercept: -1
  };
}

test.each([
  {size: 5001, slopes: 1, profiled: true},
  {size: 5000, slopes: 2, profiled: true},
  {size: 4097, slopes: 3, profiled: false},
  {size: 3000, slopes: 8, profiled: true}
])("linearLikelihood gives the same bits in WebAssembly and without it, %o (law)", (shape) => {
  const cells = cellsOf(shape.size, shape.slopes, shape.profiled);
  const [compiled, plain] = [linearLikelihood(cells), linearLikelihood(cells, true)];
  for (const scale of [0, -0.05, 0.3, 40]) {
    const theta = Float64Array.from({length: shape.slopes}, (_, k) => scale / (k + 1));
    expect(compiled.evaluate(theta)).toEqual(plain.evaluate(theta));
    expect(compiled.expected(theta)).toEqual(plain.expected(theta));
    expect(compiled.fitted(theta)).toEqual(plain.fitted(theta));
  }
});

test("linearLikelihood is what its formula says, cell by cell (law)", () => {
  const cells = cellsOf(4001, 2, true);
  const {cases, weight, ptr, total, terms} = cells;
  const theta = Float64Array.of(0.7, -0.2);
  const ratio = Float64Array.from(cases, (_, i) =>
    terms[0].basis.reduce((sum, b, k) => sum + theta[k] * b[i], 1)
  );
  let logLik = 0;
  const gradient = [0, 0];
  for (let s = 0; s < total.length; ++s) {
    let [whole, sum] = [0, 0];
    const slopes = [0, 0];
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      whole += weight[i];
      sum += weight[i] * ratio[i];
      if (cases[i] > 0) logLik += cases[i] * log(ratio[i]);
      terms[0].basis.forEach((b, k) => {
        slopes[k] += weight[i] * b[i];
        gradient[k] += (cases[i] * b[i]) / ratio[i];
      });
    }
    if (total[s] === 0) continue;
    logLik -= total[s] * log(sum / whole);
    slopes.forEach((slope, k) => {
      gradient[k] -= (total[s] * slope) / sum;
    });
  }
  const point = linearLikelihood(cells).evaluate(theta)!;
  expect(Math.abs(point.logLik - logLik)).toBeLessThan(1e-12 * total.reduce((sum, c) => sum + c, 0));
  gradient.forEach((value, k) => {
    expect(Math.abs(point.gradient[k] - value)).toBeLessThan(1e-9);
  });
});

test("linearLikelihood is nowhere where a ratio is not positive (by hand)", () => {
  const cells = cellsOf(3000, 1, true);
  for (const plain of [false, true]) {
    expect(linearLikelihood(cells, plain).evaluate(Float64Array.of(-2))).toBeNull();
    expect(linearLikelihood(cells, plain).height!(Float64Array.of(-2))).toBe(-Infinity);
  }
});

test("groupByCount groups whole, large and broken counts (by hand)", () => {
  const {counts, ptr, rows} = groupByCount(Float64Array.of(2, 0, 700, 1, 0.5, 2, 256, 0.5));
  expect([...counts]).toEqual([1, 2, 0.5, 256, 700]);
  expect([...ptr]).toEqual([0, 1, 3, 5, 6, 7]);
  expect([...rows]).toEqual([3, 0, 5, 4, 7, 6, 2]);
  expect([...groupByCount(new Float64Array(3)).ptr]).toEqual([0]);
});
