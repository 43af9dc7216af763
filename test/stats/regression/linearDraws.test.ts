import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {chiSquareQuantile} from "../../../src/stats/numeric/chiSquare.js";
import {normalDeviate} from "../../../src/stats/numeric/normalDeviate.js";
import {linearDraws} from "../../../src/stats/regression/linearDraws.js";
import {linearRegression} from "../../../src/stats/regression/linearRegression.js";
import {expectAgreement} from "../../witness.js";

const value = Float64Array.of(1, 4, 4);

test("linearDraws(fit) of a mean draws √(RSS/χ²) and mean + σ z/√n (by hand)", () => {
  const given = [0.3, 0.8];
  const {coefficients, sigma} = linearDraws(linearRegression({value}))(() => given.shift()!);
  // Three values of mean 3 and sum of squares 6.
  const drawn = Math.sqrt(6 / chiSquareQuantile(0.3, 2));
  expectAgreement(
    {
      estimator: "linearDraws",
      figure: "residual deviation and mean",
      peer: "by hand, √(6/χ²) and 3 + σz/√3",
      data: "three values",
      digits: 12
    },
    [sigma, coefficients[0]],
    [drawn, 3 + (drawn * normalDeviate(0.8)) / Math.sqrt(3)]
  );
});

test("linearDraws has the mean and covariance of Student's t about the estimates; a collinear term stays 0 (law)", () => {
  const x = Float64Array.from({length: 30}, (_, i) => i / 7);
  const wave = x.map((v, i) => v + Math.sin(3 * i));
  const fit = linearRegression({
    value: wave,
    terms: {names: ["x", "twice"], columns: [x, x.map((v) => 2 * v)]}
  });
  const draw = linearDraws(fit);
  const {uniform} = stream(4, "draws");
  const draws = Array.from({length: 20_000}, () => draw(uniform).coefficients);
  const mean = (of: (c: Float64Array) => number) => draws.reduce((sum, c) => sum + of(c), 0) / draws.length;
  const [a, b] = [0, 1].map((k) => fit.parameters[k].estimate);
  const wider = fit.residualDf / (fit.residualDf - 2);
  expect(mean((c) => c[1])).toBeCloseTo(b, 2);
  expect(mean((c) => (c[1] - b) ** 2) / (wider * fit.vcov[1][1])).toBeCloseTo(1, 1);
  expect(mean((c) => (c[0] - a) * (c[1] - b)) / (wider * fit.vcov[0][1])).toBeCloseTo(1, 1);
  expect(draws.every((c) => c[2] === 0)).toBe(true);
});

test("linearDraws refuses a fit without residuals (by hand)", () => {
  expect(() => linearDraws(linearRegression({value: Float64Array.of(2, 2, 2)}))).toThrow(
    new RangeError("sigma must be > 0 for draws of the parameters; got 0")
  );
});
