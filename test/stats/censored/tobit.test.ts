import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {tobit} from "../../../src/stats/censored/tobit.js";
import oracle from "../../oracle/tobit.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const peer = `R survival ${oracle.packages.survival}, survreg`;
const design = ({terms, x}: {terms: string[]; x: number[][]}) => ({
  names: terms,
  columns: x.map((column) => Float64Array.from(column))
});
const cases = {
  tobin: {data: oracle.tobin, distribution: "gaussian"},
  markerGaussian: {data: oracle.marker, distribution: "gaussian"},
  markerLognormal: {data: oracle.marker, distribution: "lognormal"}
} as const;

for (const [name, {data, distribution}] of Object.entries(cases))
  test(`tobit(${name}) matches survreg (R)`, () => {
    const theirs = oracle.fits[name as keyof typeof cases];
    const ours = tobit(
      {y: data.y, below: data.below, design: design(data)},
      {distribution, interval: {methods: ["wald", "profile"]}}
    );
    const witness = {estimator: "tobit", peer: `${peer}(dist = "${distribution}")`, data: name, digits: 8};
    const p = ours.parameters.length;
    expectAgreement(
      {...witness, figure: "coefficients"},
      ours.parameters.map((row) => row.estimate),
      theirs.estimate
    );
    expectAgreement({...witness, figure: "scale"}, ours.sigma, theirs.scale);
    expectAgreement(
      {...witness, figure: "log-likelihood"},
      [ours.logLik, ours.nullLogLik],
      [theirs.logLik, theirs.nullLogLik]
    );
    expectAgreement(
      {...witness, figure: "covariance"},
      ours.vcov.flat(),
      theirs.var.slice(0, p).flatMap((row) => row.slice(0, p))
    );
    expectAgreement(
      {...witness, figure: "standard error of log scale"},
      ours.logSigma.se,
      Math.sqrt(theirs.var[p][p])
    );
    const {lower, upper} = ours.parameters[1].profile!;
    expectAgreement({...witness, figure: "profile bounds"}, [lower, upper], theirs.profile);
  });

test("tobit with clusters has the robust variance of survreg (R)", () => {
  const {y, below, cluster} = oracle.marker;
  const ours = tobit({y, below, design: design(oracle.marker), cluster}, {distribution: "lognormal"});
  const theirs = oracle.clustered.robust;
  expectAgreement(
    {
      estimator: "tobit",
      figure: "robust covariance",
      peer: `${peer}(cluster)`,
      data: "markerLognormal",
      digits: 8
    },
    ours.vcov.flat(),
    theirs.slice(0, 3).flatMap((row) => row.slice(0, 3))
  );
  expect(ours.logSigma.se).toBeCloseTo(Math.sqrt(theirs[3][3]), 9);
  expect(ours.naiveVcov).toBeDefined();
});

test("tobit of values that were all measured is least squares with the variance of maximum likelihood (by hand)", () => {
  const fit = tobit({
    y: [1, 3, 2, 6],
    below: [0, 0, 0, 0],
    design: {names: ["x"], columns: [Float64Array.of(0, 1, 2, 3)]}
  });
  expect(fit.parameters[0].estimate).toBeCloseTo(0.9, 12);
  expect(fit.parameters[1].estimate).toBeCloseTo(1.4, 12);
  // Residuals 0.1, 0.7, −1.7, 0.9; sum of squares 4.2.
  expect(fit.sigma * fit.sigma).toBeCloseTo(4.2 / 4, 12);
  expect(fit.parameters[1].se).toBeCloseTo(Math.sqrt(4.2 / 4 / 5), 12);
});

test("tobit with a dose in mGy gives coefficients in thousandths (law)", () => {
  const {y, below, x} = oracle.marker;
  const [dose, age] = x.map((column) => Float64Array.from(column));
  const slope = (columns: Float64Array[]) => tobit({y, below, design: {names: ["dose", "age"], columns}});
  const gray = slope([dose, age]);
  const milli = slope([dose.map((d) => 1000 * d), age]);
  expect(milli.parameters[1].estimate * 1000).toBeCloseTo(gray.parameters[1].estimate, 12);
  expect(milli.parameters[1].se * 1000).toBeCloseTo(gray.parameters[1].se, 12);
});

test("tobit of a child's repeated markers finds the slope, with clusters' errors as large as its scatter (law)", () => {
  // log y = 0.2 + 0.05 d + child (0.6) + residual (0.4), three visits each; about a third below the limit.
  const {uniform, normal} = stream(4, "tobit");
  const estimates: number[] = [];
  const errors: number[] = [];
  for (let study = 0; study < 60; ++study) {
    const [y, below, cluster, dose] = [[], [], [], []] as number[][];
    for (let child = 0; child < 80; ++child) {
      const own = 0.6 * normal();
      const d = 20 * uniform();
      for (let visit = 0; visit < 3; ++visit) {
        const value = Math.exp(0.2 + 0.05 * d + own + 0.4 * normal());
        below.push(Number(value < 1.5));
        y.push(Math.max(1.5, value));
        cluster.push(child);
        dose.push(d);
      }
    }
    const fit = tobit(
      {y, below, cluster, design: {names: ["dose"], columns: [Float64Array.from(dose)]}},
      {distribution: "lognormal"}
    );
    estimates.push(fit.parameters[1].estimate);
    errors.push(fit.parameters[1].se);
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const scatter = Math.sqrt(mean(estimates.map((value) => (value - mean(estimates)) ** 2)));
  expect(Math.abs(mean(estimates) - 0.05)).toBeLessThan((4 * scatter) / Math.sqrt(60));
  // A standard deviation of 60 values is known to 9 %.
  expect(mean(errors) / scatter).toBeGreaterThan(0.7);
  expect(mean(errors) / scatter).toBeLessThan(1.35);
});

test("tobit names what is wrong (by hand)", () => {
  const none = {names: [], columns: []};
  const run =
    (y: number[], below: number[], x?: number[], distribution: "gaussian" | "lognormal" = "gaussian") =>
    () =>
      tobit(
        {y, below, design: x ? {names: ["dose"], columns: [Float64Array.from(x)]} : none},
        {distribution}
      );
  expect(run([], [])).toThrow("y must hold a row; got none");
  expect(run([1, NaN], [0, 0])).toThrow("y must be finite; got NaN in row 1");
  expect(run([1, 2], [0, 2])).toThrow("below must be 0 or 1; got 2 in row 1");
  expect(run([1, 2], [0])).toThrow("below must have 2 entries as y has; got 1");
  expect(run([1, 0, 2], [0, 0, 0], undefined, "lognormal")).toThrow(
    "y must be > 0 to be lognormal; got 0 in row 1"
  );
  expect(run([1, 1, 1], [1, 1, 1])).toThrow("measured values must be more than the 1 coefficients; got 0");
  expect(run([1, 2, 3], [0, 0, 0], [4, 4, 4])).toThrow("dose must vary; got 4 in every row");
  expect(run([1, 2, 3], [0, 0, 0], [4, 4])).toThrow("dose must have 3 entries as y has; got 2");
  // All values of the exposed lie below the limit: their mean may be as low as one likes.
  expect(run([1, 2, 3, 2.5, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1])).toThrow(
    "the likelihood must have a maximum"
  );
  const twice = [Float64Array.of(1, 2, 3, 5), Float64Array.of(2, 4, 6, 10)];
  expect(() =>
    tobit({y: [1, 4, 2, 3], below: [0, 0, 0, 0], design: {names: ["a", "b"], columns: twice}})
  ).toThrow("b must not be collinear with the terms before it");
});
