import {expect, test} from "vitest";
import {type MetaMethod, meta} from "../../../src/stats/meta/meta.js";
import oracle from "../../oracle/meta.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const bcg = {estimator: "meta", data: "BCG trials"};
const close = (ours: number, theirs: number) => expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-10);

for (const [label, theirs] of Object.entries(oracle.fits)) {
  test(`meta(${label}) matches metafor on the BCG trials (R)`, () => {
    const [method, testName] = label.split(" ") as [MetaMethod, string];
    const ours = meta(oracle.estimates, oracle.ses, {method, hartungKnapp: testName === "knha"});
    const peer = `R metafor ${oracle.versions.metafor}, rma(${label})`;
    // Estimates come from iteration, and inputs with 15 digits: ten must agree.
    const agree = (figure: string, mine: number | number[], its: number | number[]) =>
      expectAgreement({...bcg, figure, peer, digits: 10}, mine, its);
    for (const figure of ["estimate", "se", "statistic", "p", "lower", "upper", "iSquared"] as const)
      agree(figure, ours[figure], theirs[figure]);
    agree("Cochran's Q and its p", [ours.q.statistic, ours.q.p], [theirs.q, theirs.qp]);
    expect(ours.q.df).toBe(12);
    agree("weights", ours.weights, theirs.weights);
    if (method === "fixed") {
      expect(ours.tauSquared).toBe(0);
      expect(ours.prediction).toBeUndefined();
    } else {
      agree("tauSquared", ours.tauSquared, theirs.tauSquared);
      agree("prediction interval", [ours.prediction!.lower, ours.prediction!.upper], theirs.prediction);
    }
  });
}

test("meta(reml) of the BCG trials is −0.71 (−1.07 to −0.36), τ² 0.31, I² 92 % (published: Viechtbauer 2010)", () => {
  const ours = meta(oracle.estimates, oracle.ses);
  expectAgreement(
    {
      ...bcg,
      figure: "estimate, se, bounds, tauSquared",
      peer: "Viechtbauer (2010), J Stat Softw 36(3)",
      digits: 3.4,
      because: "printed to four decimals"
    },
    [ours.estimate, ours.se, ours.lower, ours.upper, ours.tauSquared],
    [-0.7145, 0.1798, -1.0669, -0.3622, 0.3132]
  );
  expect(Number(ours.estimate.toFixed(4))).toBe(-0.7145);
  expect(Number(ours.se.toFixed(4))).toBe(0.1798);
  expect(Number(ours.lower.toFixed(4))).toBe(-1.0669);
  expect(Number(ours.upper.toFixed(4))).toBe(-0.3622);
  expect(Number(ours.tauSquared.toFixed(4))).toBe(0.3132);
  expect(Number((100 * ours.iSquared).toFixed(2))).toBe(92.22);
});

test("meta of 0 and 2 with standard errors 1 (by hand)", () => {
  const fixed = meta([0, 2], [1, 1], {method: "fixed"});
  expect(fixed).toMatchObject({
    estimate: 1,
    se: 1 / Math.sqrt(2),
    q: {statistic: 2, df: 1},
    iSquared: 0.5,
    weights: [0.5, 0.5]
  });
  // Q − 1 = 1 over Σw − Σw²/Σw = 1.
  const random = meta([0, 2], [1, 1], {method: "dersimonian-laird"});
  expect(random).toMatchObject({estimate: 1, se: 1, tauSquared: 1, iSquared: 0.5});
  expect(random.prediction).toBeUndefined();
  // With equal variances the restricted estimate is s² − v = 2 − 1.
  expect(meta([0, 2], [1, 1]).tauSquared).toBeCloseTo(1, 10);
});

test("meta of studies that agree has no variance between them and is the fixed estimate (law)", () => {
  const estimates = [0.5, 0.6, 0.55, 0.52];
  const ses = [0.2, 0.3, 0.25, 0.4];
  const fixed = meta(estimates, ses, {method: "fixed"});
  for (const method of ["dersimonian-laird", "reml"] as const) {
    const ours = meta(estimates, ses, {method});
    expect(ours.tauSquared).toBe(0);
    expect(ours.iSquared).toBe(0);
    expect([ours.estimate, ours.se]).toEqual([fixed.estimate, fixed.se]);
  }
  expect(meta(estimates, ses, {hartungKnapp: true}).warnings).toHaveLength(1);
});

test("meta does not depend on the unit of the estimates (law)", () => {
  const {estimates, ses} = oracle;
  const ours = meta(estimates, ses);
  const milli = meta(
    estimates.map((y) => y / 1000),
    ses.map((se) => se / 1000)
  );
  close(milli.estimate * 1000, ours.estimate);
  close(milli.tauSquared * 1e6, ours.tauSquared);
});

test("meta of one study is that study (by hand)", () => {
  const one = meta([0.3], [0.1]);
  expect(one).toMatchObject({estimate: 0.3, tauSquared: 0, iSquared: 0, q: {df: 0, p: 1}, weights: [1]});
  expect(one.se).toBeCloseTo(0.1, 15);
});

test("meta names what is wrong (by hand)", () => {
  expect(() => meta([], [])).toThrow("estimates must hold a study; got none");
  expect(() => meta([1, 2], [1])).toThrow("ses must have 2 entries as estimates has; got 1");
  expect(() => meta([1, NaN], [1, 1])).toThrow("estimate must be finite; got NaN in study 1");
  expect(() => meta([1, 2], [1, 0])).toThrow("se must be > 0; got 0 in study 1");
  expect(() => meta([1], [1], {hartungKnapp: true})).toThrow(
    "studies must be two or more for Hartung and Knapp; got 1"
  );
  expect(() => meta([1], [1], {level: 95})).toThrow("level must lie between 0 and 1; got 95");
});
