import {expect, test} from "vitest";
import {addPair, addProduct} from "../../../src/stats/persontime/exactSum.js";
import {uniform} from "./cohorts.js";

/** A double as a whole number of 2⁻¹⁰⁷⁴. */
function exact(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 2047n;
  const fraction = bits & 4503599627370495n;
  const size = exponent === 0n ? fraction : (fraction | 4503599627370496n) << (exponent - 1n);
  return value < 0 ? -size : size;
}

test("addProduct and addPair keep Σ dose·days exactly over eight decades of dose (law: against BigInt)", () => {
  const next = uniform(3);
  const parts = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  let truth = 0n;
  for (let i = 0; i < 30_000; ++i) {
    const dose = (next() + next() / 2 ** 24 + 1 / 1024) * (i % 7 === 0 ? 1e5 : 1);
    const days = Math.floor(next() * 30_000);
    addProduct(parts[i % 3], 0, dose, days);
    truth += exact(dose) * BigInt(days);
  }
  addPair(parts[0], 0, parts[2][0], parts[2][1]);
  addPair(parts[0], 0, parts[1][0], parts[1][1]);
  expect(exact(parts[0][0]) + exact(parts[0][1])).toBe(truth);
});
