import {expect, test} from "vitest";
import {spreadInterval} from "../../../analyses/steps/spreadInterval.js";

test("spreadInterval is s √(df / χ²) (R: 2 * sqrt(10 / qchisq(c(0.975, 0.025), 10)))", () => {
  const {lower, upper} = spreadInterval(2, 10);
  expect(lower).toBeCloseTo(1.39743408832685, 10);
  expect(upper).toBeCloseTo(3.50986709482671, 10);
});
