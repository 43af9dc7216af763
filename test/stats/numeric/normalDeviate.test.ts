import {expect, it} from "vitest";
import {normalQuantile} from "../../../src/stats/numeric/normal.js";
import {normalDeviate} from "../../../src/stats/numeric/normalDeviate.js";

it("normalDeviate(p) is the library's normal quantile in the centre, the middle and both tails (law)", () => {
  // Sixteen digits claimed by AS 241, some lost to the evaluation of 1 − p near one.
  for (const p of [1e-15, 1e-12, 1e-6, 0.001, 0.02, 0.074, 0.076, 0.3, 0.4999, 0.7, 0.93, 0.98, 0.999999]) {
    // From the nearer tail, whose probability the double p determines exactly.
    const z = p > 0.5 ? normalQuantile(1 - p, true) : normalQuantile(p);
    // Sixteen digits are claimed for AS 241; absolute near one half, where z is no more exact than p.
    expect(Math.abs(normalDeviate(p) - z)).toBeLessThan(1e-14 * Math.max(1, Math.abs(z)));
  }
  expect(normalDeviate(0.5)).toBe(0);
});

it("normalDeviate is odd about one half (law)", () => {
  for (const p of [0.25, 0.125, 2 ** -10, 2 ** -30]) expect(normalDeviate(1 - p)).toBe(-normalDeviate(p));
});
