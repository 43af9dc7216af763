import {expect, test} from "vitest";
import {proportionInterval} from "../../../src/stats/inference/proportionInterval.js";
import oracle from "../../oracle/proportion.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

test("proportionInterval matches R's prop.test without continuity correction (R)", () => {
  const ours = oracle.k.map((k, i) => proportionInterval(k, oracle.n[i], oracle.level[i]));
  const witness = {
    estimator: "proportionInterval",
    peer: `R ${oracle.R}, prop.test(correct = FALSE)`,
    data: "eight counts, 0 to all",
    digits: 12
  };
  for (const side of ["lower", "upper"] as const)
    expectAgreement(
      {...witness, figure: `${side} bound`},
      ours.map((interval) => interval[side]),
      oracle[side]
    );
});

test("proportionInterval of no events ends at z² / (n + z²) (by hand)", () => {
  const z = 1.959963984540054;
  expect(proportionInterval(0, 10)).toEqual({lower: 0, upper: expect.closeTo((z * z) / (10 + z * z), 14)});
  expect(proportionInterval(10, 10).lower).toBeCloseTo(10 / (10 + z * z), 14);
});

test("proportionInterval refuses counts that cannot be (by hand)", () => {
  expect(() => proportionInterval(11, 10)).toThrow("k must be a whole number from 0 to n; got 11 of 10");
  expect(() => proportionInterval(0, 0)).toThrow("n must be a whole number ≥ 1; got 0");
  expect(() => proportionInterval(1, 2, 1)).toThrow("level must lie between 0 and 1; got 1");
});
