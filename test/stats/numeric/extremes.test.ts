import {expect, test} from "vitest";
import {betaLower, betaQuantile, betaUpper} from "../../../src/stats/numeric/beta.js";
import {exp, log} from "../../../src/stats/numeric/elementary.js";
import {fisherFLower, fisherFUpper} from "../../../src/stats/numeric/fisherF.js";
import {gammaLower, gammaQuantile, gammaUpper} from "../../../src/stats/numeric/gamma.js";
import {studentTQuantile, studentTUpper} from "../../../src/stats/numeric/studentT.js";
import {uniform} from "../persontime/cohorts.js";

test("Every distribution gives a probability for any argument and parameter that a double holds (law)", () => {
  const next = uniform(81);
  const power = (from: number, to: number) => exp(Math.LN10 * (from + (to - from) * next()));
  for (let i = 0; i < 3000; ++i) {
    const [a, b, x] = [power(-12, 15), power(-12, 15), power(-300, 300)];
    const y = next() < 0.5 ? power(-300, 0) : 1 - power(-16, 0);
    for (const [name, lower, upper] of [
      ["gamma", gammaLower(x, a), gammaUpper(x, a)],
      ["beta", betaLower(y, a, b), betaUpper(y, a, b)],
      ["studentT", studentTUpper(-x, a), studentTUpper(x, a)],
      ["fisherF", fisherFLower(x, a, b), fisherFUpper(x, a, b)]
    ] as const) {
      expect(lower >= 0 && upper >= 0, `${name} ${a} ${b} ${x} ${y}`).toBe(true);
      expect(Math.abs(lower + upper - 1), `${name} ${a} ${b} ${x} ${y}`).toBeLessThan(3e-16);
    }
    if (i % 20 === 0) {
      const p = next() < 0.5 ? next() : power(-300, 0);
      for (const quantile of [gammaQuantile(p, a), betaQuantile(p, a, b), studentTQuantile(p, a)])
        expect(quantile, `${p} ${a} ${b}`).not.toBeNaN();
    }
  }
});

test("gammaLower and betaLower of minute arguments are powers (by hand)", () => {
  // P(a, x) → x^a / Γ(a + 1), with Γ(3/2) = √π / 2; I(x; ½, 1) = √x.
  for (const x of [1e-280, 1e-295, 1e-307, 5e-324]) {
    expect(Math.abs(gammaLower(x, 0.5) / ((2 * Math.sqrt(x)) / Math.sqrt(Math.PI)) - 1)).toBeLessThan(2e-13);
    expect(Math.abs(betaLower(x, 0.5, 1) / Math.sqrt(x) - 1)).toBeLessThan(2e-13);
  }
  // Q(a, x) → a E₁(x) for a → 0; E₁(1) = 0.21938393439552…
  expect(Math.abs(gammaUpper(1, 1e-309) / (1e-309 * 0.21938393439552026) - 1)).toBeLessThan(1e-12);
  expect(gammaUpper(1e300, 1e-11, 1, true)).toBe(-1e300);
  expect(Math.abs(gammaUpper(1000, 1, 1, true) + 1000)).toBeLessThan(1e-12);
  expect(log(gammaUpper(1e-300, 2))).toBe(0);
});
