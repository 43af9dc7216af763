import {expect, test} from "vitest";
import {studentTUpper, studentTUpperQuantile} from "../../../src/stats/meta/studentT.js";
import oracle from "../../oracle/meta.json" with {type: "json"};

test("studentTUpper matches R's pt to the far tail (R)", () => {
  const {t, df, upper} = oracle.t;
  // The witness holds 15 digits.
  t.forEach((x, i) => {
    expect(Math.abs(studentTUpper(x, df[i]) / upper[i] - 1)).toBeLessThan(1e-12);
  });
  expect(studentTUpper(0, 3)).toBe(0.5);
  expect(studentTUpper(Infinity, 3)).toBe(0);
});

test("studentTUpperQuantile matches R's qt (R)", () => {
  const {p, df, t} = oracle.quantile;
  p.forEach((tail, i) => {
    expect(Math.abs(studentTUpperQuantile(tail, df[i]) / t[i] - 1)).toBeLessThan(1e-12);
  });
  expect(studentTUpperQuantile(0.5, 3)).toBe(0);
});

test("studentTUpper and studentTUpperQuantile name what is wrong (by hand)", () => {
  expect(() => studentTUpper(-1, 3)).toThrow("t must be ≥ 0; got -1");
  expect(() => studentTUpper(1, 0)).toThrow("df must be > 0; got 0");
  expect(() => studentTUpperQuantile(0, 3)).toThrow("p must lie in (0, 0.5]; got 0");
});
