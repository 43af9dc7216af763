import {expect, test} from "vitest";
import {exp} from "../../../src/stats/numeric/elementary.js";
import {type RowKernel, type RowSizes, rowKernel} from "../../../src/stats/survival/rowKernel.js";
import {inBlocks} from "../../../src/stats/survival/rowLoops.js";
import {uniform} from "../persontime/cohorts.js";

const rows = 4097;
const times = 50;

function filled(sizes: RowSizes, plain: boolean): RowKernel {
  const {p, late, offset} = sizes;
  const kernel = rowKernel(sizes, plain);
  const {width, theta, cumulative} = kernel;
  const {values, slot, entry} = kernel.rows;
  const next = uniform(91);
  for (let k = 0; k < p; ++k) theta[k] = 2 * next() - 1;
  const square = theta.reduce((sum, value) => sum + value * value, 0);
  for (let i = 0; i < rows; ++i) {
    // Exponents so small that exp adds 1, and so far down that it is cut.
    const size = i % 7 === 0 ? 1e-10 : 20;
    for (let k = 0; k < p; ++k)
      values[i * width + k] = i % 11 === 0 ? (-900 * theta[k]) / square : size * (next() - 0.5);
    values[i * width + p] = 1;
    if (offset) values[i * width + p + 1] = next();
    slot[i] = Math.floor(next() * (times + 1));
    if (late) entry![i] = Math.floor(next() * (times + 1));
  }
  if (offset) theta[p + 1] = 1;
  for (let k = 0; k < times; ++k) cumulative[k] = next();
  return kernel;
}

function results(kernel: RowKernel): Float64Array {
  const {rows: all, theta, sums, cumulative, matrix} = kernel;
  let most = -Infinity;
  inBlocks(rows, (from, size) => {
    most = Math.max(most, kernel.risks(all, theta, from, size));
    kernel.addUp(all, sums, "slot", from, size);
    if (all.entry) kernel.addUp(all, sums, "entry", from, size);
    kernel.products(all, undefined, matrix, from, size);
  });
  const withHazard = matrix.slice();
  inBlocks(rows, (from, size) => kernel.products(all, cumulative, matrix, from, size));
  return Float64Array.from([most, ...all.weighted, ...sums, ...withHazard, ...matrix]);
}

test.each([
  {p: 0, late: false, offset: false},
  {p: 1, late: true, offset: false},
  {p: 2, late: false, offset: true},
  {p: 5, late: true, offset: false},
  {p: 5, late: false, offset: true},
  {p: 8, late: true, offset: true},
  {p: 24, late: false, offset: false}
])("rowKernel gives the same bits in WebAssembly and without it, %o (law)", (shape) => {
  const sizes = {rows, events: 10, times, apart: false, ...shape};
  const compiled = filled(sizes, false);
  const plain = filled(sizes, true);
  expect(compiled.sums.buffer.byteLength % 65536).toBe(0);
  expect(results(compiled)).toEqual(results(plain));
});

test("rowKernel sums what two plain loops sum (law)", () => {
  const p = 3;
  const kernel = filled({rows, events: 10, times, p, late: true, offset: false, apart: false}, false);
  results(kernel);
  const {width, matrix, cumulative, theta} = kernel;
  const {values, slot, entry, weighted} = kernel.rows;
  matrix.fill(0);
  inBlocks(rows, (from, size) => kernel.products(kernel.rows, cumulative, matrix, from, size));
  const slow = new Float64Array(p * width);
  for (let i = 0; i < rows; ++i) {
    let exponent = 0;
    for (let k = 0; k < p; ++k) exponent += theta[k] * values[i * width + k];
    expect(Math.abs(weighted[i] - exp(Math.max(-700, exponent)))).toBeLessThanOrEqual(1e-12 * weighted[i]);
    const e = weighted[i] * (cumulative[slot[i]] - cumulative[entry![i]]);
    for (let k = 0; k < p; ++k)
      for (let l = k; l <= p; ++l) slow[k * width + l] += e * values[i * width + k] * values[i * width + l];
  }
  for (let k = 0; k < p; ++k)
    for (let l = k; l <= p; ++l)
      expect(Math.abs(matrix[k * width + l] - slow[k * width + l])).toBeLessThanOrEqual(
        1e-12 * Math.abs(slow[k * width + l])
      );
});

test("rowKernel says NaN where an exponent is (law)", () => {
  for (const plain of [false, true]) {
    const kernel = filled({rows, events: 10, times, p: 3, late: false, offset: false, apart: false}, plain);
    kernel.theta[0] = NaN;
    expect(kernel.risks(kernel.rows, kernel.theta, 0, rows)).toBeNaN();
  }
});
