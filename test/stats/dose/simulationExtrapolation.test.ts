import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import type {DoseError} from "../../../src/stats/dose/errorModel.js";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {fitOneDose} from "../../../src/stats/dose/regressionCalibration.js";
import {simulationExtrapolation} from "../../../src/stats/dose/simulationExtrapolation.js";
import {twoRows} from "./hand.js";

const error: DoseError = {name: "measurement", kind: "classical", sdLog: 0.4};
const streams = (name: string, realisation: number, block: number) =>
  stream(3, `${name} ${realisation}`, block).uniform;

test("simulationExtrapolation takes most of what classical error took from a slope (law)", () => {
  const random = stream(5, "simex");
  const n = 6000;
  const truth = Float64Array.from({length: n}, () => Math.exp(0.6 * random.normal()));
  const recorded = truth.map((dose) => dose * Math.exp(0.4 * random.normal()));
  const cases = truth.map((dose) => {
    let count = 0;
    for (let left = 0.5 * (1 + 2 * dose); (left -= random.exponential()) > 0; ) ++count;
    return count;
  });
  const likelihood = rateLikelihood({cases, form: {scale: "log", degree: 1}});
  const known = fitOneDose(likelihood, truth).parameters[0].estimate;
  const naive = fitOneDose(likelihood, recorded).parameters[0];
  const {parameters, path} = simulationExtrapolation(likelihood, recorded, error, {replicates: 10, streams});
  const [{estimate, se}] = parameters;
  expect(naive.estimate).toBeLessThan(0.7 * known);
  expect(estimate).toBeGreaterThan(naive.estimate + 0.4 * (known - naive.estimate));
  expect(se).toBeGreaterThan(naive.se);
  expect(path.map(({multiple}) => multiple)).toEqual([0, 0.5, 1, 1.5, 2]);
  const slopes = path.map(({estimates}) => estimates[0]);
  expect([...slopes].sort((a, b) => b - a)).toEqual(slopes);
});

test("simulationExtrapolation without error is the fit itself (law)", () => {
  const still = {...error, sdLog: 0};
  const dose = Float64Array.of(0, 1);
  const {parameters} = simulationExtrapolation(twoRows, dose, still, {streams, replicates: 2});
  expect(parameters[0].estimate).toBeCloseTo(1, 8);
  expect(parameters[0].se).toBeCloseTo(Math.sqrt(8), 7);
});

test("simulationExtrapolation names what is wrong with its error, multiples and replicates (by hand)", () => {
  const dose = Float64Array.of(0, 1);
  const run = (given: DoseError, options: object) => () =>
    simulationExtrapolation(twoRows, dose, given, {streams, ...options});
  expect(run({...error, kind: "berkson"}, {})).toThrow(
    new RangeError("error must be classical; got berkson")
  );
  expect(run(error, {multiples: [1]})).toThrow(new RangeError("multiples must be two or more, > 0; got 1"));
  expect(run(error, {multiples: [0, 1]})).toThrow(
    new RangeError("multiples must be two or more, > 0; got 0, 1")
  );
  expect(run(error, {replicates: 1})).toThrow(new RangeError("replicates must be a whole number ≥ 2; got 1"));
});
