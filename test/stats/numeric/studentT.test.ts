import {expect, test} from "vitest";
import {normalUpper} from "../../../src/stats/numeric/normal.js";
import {studentTLower, studentTQuantile, studentTUpper} from "../../../src/stats/numeric/studentT.js";
import oracle from "../../oracle/meta.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const r = `R ${oracle.versions.R}`;

test("studentTUpper matches R's pt to the far tail (R)", () => {
  const {t, df, upper} = oracle.t;
  expectAgreement(
    // The witness holds 15 digits.
    {
      estimator: "studentTUpper",
      figure: "upper tail",
      peer: `${r}, pt`,
      data: "df 1 to 100, t to 1000",
      digits: 13
    },
    t.map((x, i) => studentTUpper(x, df[i])),
    upper
  );
});

test("studentTQuantile matches R's qt (R)", () => {
  const {p, df, t} = oracle.quantile;
  expectAgreement(
    {
      estimator: "studentTQuantile",
      figure: "quantile of the upper tail",
      peer: `${r}, qt`,
      data: "df 1 to 60, p to 1e-6",
      digits: 13
    },
    p.map((tail, i) => studentTQuantile(tail, df[i], true)),
    t
  );
});

test("studentTUpper of 1 and 2 degrees of freedom is ½ − arctan(t)/π and ½ − t / (2√(2 + t²)) (by hand)", () => {
  const byHand = {estimator: "studentTUpper", figure: "upper tail", peer: "by hand", digits: 15};
  expectAgreement({...byHand, data: "t = 1, df = 1"}, studentTUpper(1, 1), 1 / 4);
  expectAgreement({...byHand, data: "t = 1/√3, df = 1"}, studentTUpper(1 / Math.sqrt(3), 1), 1 / 3);
  expectAgreement({...byHand, data: "t = √2, df = 2"}, studentTUpper(Math.SQRT2, 2), (1 - Math.SQRT1_2) / 2);
});

test("studentT is symmetric, meets the normal distribution, and goes on beyond the range of squares (law)", () => {
  expect(studentTUpper(0, 3)).toBe(0.5);
  expect(studentTUpper(Infinity, 3)).toBe(0);
  expect(studentTLower(-2, 7)).toBe(studentTUpper(2, 7));
  expect(studentTUpper(1.3, Infinity)).toBe(normalUpper(1.3));
  expect(Math.abs(studentTUpper(1.3, 1e17) / normalUpper(1.3) - 1)).toBeLessThan(1e-15);
  // Cauchy's tail is 1 / (πt).
  expect(Math.abs(studentTUpper(1e200, 1) * Math.PI * 1e200 - 1)).toBeLessThan(1e-13);
  expect(studentTQuantile(0.5, 3)).toBe(0);
  expect(studentTQuantile(0.975, 3)).toBe(-studentTQuantile(0.975, 3, true));
});

test("studentT names what is wrong (by hand)", () => {
  expect(() => studentTUpper(NaN, 3)).toThrow("t must be a number; got NaN");
  expect(() => studentTUpper(1, 0)).toThrow("df must be > 0; got 0");
  expect(() => studentTQuantile(0.5, -1)).toThrow("df must be > 0; got -1");
  expect(() => studentTQuantile(1.5, 3)).toThrow("p must be a probability; got 1.5");
});
