import {expect, test} from "vitest";
import {coxCurve} from "../../../src/stats/survival/coxCurve.js";
import {type CoxFit, type CoxOptions, coxph} from "../../../src/stats/survival/coxph.js";
import {coxInfluence, coxResiduals, schoenfeldResiduals} from "../../../src/stats/survival/coxResiduals.js";
import {expectAgreement} from "../../witness.js";
import {design} from "./oracle.js";

// The tables that Therneau works out by hand, vignette "validate" of R survival 3.5-3.
const six = {exit: [1, 1, 6, 6, 8, 9], event: [1, 0, 1, 1, 0, 1], x: [1, 1, 1, 0, 0, 0]};
const ten = {
  entry: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8],
  exit: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
  event: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0],
  x: [1, 0, 0, 1, 0, 1, 1, 1, 0, 0]
};
const nine = {
  exit: [1, 1, 2, 2, 2, 2, 3, 4, 5],
  event: [1, 0, 1, 1, 1, 0, 0, 1, 0],
  x: [2, 0, 1, 1, 0, 1, 0, 1, 0],
  weights: [1, 2, 3, 4, 3, 2, 1, 2, 1]
};

/** A fit as if its estimate were log r and the variance of that v. */
function at(r: number, {x, ...rows}: typeof six, ties: CoxOptions["ties"], v = 1): CoxFit {
  const fit = coxph({...rows, loglinear: design({x}, "x")}, {ties, robust: false});
  const given = {...fit, parameters: [{...fit.parameters[0], estimate: Math.log(r)}], vcov: [[v]]};
  return Object.defineProperty(given, "data", {value: fit.data}) as CoxFit;
}

/** Figures that are 0 by hand, or nearly so, agree to the 14th decimal. */
function agree(estimator: string, data: string, figure: string, ours: Float64Array, theirs: number[]) {
  const by = {estimator, peer: "by hand (Therneau)", data, figure, digits: 12};
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, k) => {
    if (value === 0) expect(Math.abs(ours[k])).toBeLessThan(1e-14);
  });
  const some = (_: number, k: number) => theirs[k] !== 0;
  expectAgreement(by, ours.filter(some), theirs.filter(some));
}

const score = (fit: CoxFit) => coxInfluence(fit, "score").columns[0];
const variance = (fit: CoxFit) => coxCurve(fit)[0].seCumHaz.map((se) => se * se);

test("residuals of six subjects are those of the tables, Breslow (by hand)", () => {
  const none = at(1, six, "breslow");
  const about = "six subjects, β = 0, Breslow";
  agree("coxResiduals", about, "martingale", coxResiduals(none), [
    5 / 6,
    -1 / 6,
    1 / 3,
    1 / 3,
    -2 / 3,
    -2 / 3
  ]);
  agree("coxResiduals", about, "score", score(none), [5 / 12, -1 / 12, 7 / 24, -1 / 24, 5 / 24, 5 / 24]);
  agree("coxResiduals", about, "Schoenfeld", schoenfeldResiduals(none).columns[0], [1 / 2, 3 / 4, -1 / 4, 0]);
  const r = (3 + Math.sqrt(33)) / 2;
  const [first, second] = [1 / (3 * r + 3), 1 / (3 * r + 3) + 2 / (r + 3)];
  agree("coxResiduals", "six subjects, Breslow", "martingale", coxResiduals(at(r, six, "breslow")), [
    1 - r * first,
    -r * first,
    1 - r * second,
    1 - second,
    -second,
    -second
  ]);
});

test("residuals of six subjects are those of the tables, Efron (by hand)", () => {
  const none = at(1, six, "efron");
  const about = "six subjects, β = 0, Efron";
  agree("coxResiduals", about, "martingale", coxResiduals(none), [
    5 / 6,
    -1 / 6,
    5 / 12,
    5 / 12,
    -3 / 4,
    -3 / 4
  ]);
  agree("coxResiduals", about, "score", score(none), [
    5 / 12,
    -1 / 12,
    55 / 144,
    -5 / 144,
    29 / 144,
    29 / 144
  ]);
});

test("the variance of the cumulative hazard of six subjects is that of the tables (by hand)", () => {
  agree("coxCurve", "six subjects, β = 0, Breslow", "variance", variance(at(1, six, "breslow", 8 / 5)), [
    7 / 180,
    2 / 9,
    11 / 9
  ]);
  // The vignette prints 4/25 where its own formula 4/(r + 5)² gives 4/36.
  agree("coxCurve", "six subjects, β = 0, Efron", "variance", variance(at(1, six, "efron", 144 / 83)), [
    119 / 2988,
    ...[0, 1].map((more) => more + 1 / 36 + 1 / 16 + 4 / 36 + (144 / 83) * (1 / 12 + 1 / 16 + 1 / 18) ** 2)
  ]);
});

test("residuals of ten subjects who enter late are those of the tables (by hand)", () => {
  const expected = [30, 20, 12, 47, 92, 39, 66, 66, 24, 24];
  agree(
    "coxResiduals",
    "ten subjects, late entry, β = 0",
    "martingale",
    coxResiduals(at(1, ten, "breslow")),
    expected.map((e, i) => ten.event[i] - e / 60)
  );
  const two = at(2, ten, "breslow");
  const about = "ten subjects, late entry, β = log 2";
  const last = 3 / 16;
  agree("coxResiduals", about, "score", score(two), [
    1 / 9,
    -3 / 8,
    -21 / 32,
    -165 / 784,
    -2417 / 14112,
    33 / 392,
    -15 / 784,
    -211 / 784,
    last,
    last
  ]);
  const schoenfeld = [1 / 3, -1 / 2, -3 / 4, 1 / 7, -6 / 7, 1 / 4, 1 / 4];
  agree("coxResiduals", about, "Schoenfeld", schoenfeldResiduals(two).columns[0], schoenfeld);
});

test("residuals of nine weighted subjects are those of the tables (by hand)", () => {
  const [first, second] = [1 / 19, 1 / 19 + 5 / 8];
  const third = second + 2 / 3;
  agree("coxResiduals", "nine weighted subjects, β = 0", "martingale", coxResiduals(at(1, nine, "breslow")), [
    1 - first,
    -first,
    49 / 152,
    49 / 152,
    49 / 152,
    -103 / 152,
    -103 / 152,
    -157 / 456,
    -613 / 456
  ]);
  expect(1 - third).toBeCloseTo(-157 / 456, 14);
  const [a, b] = [13 / 19, 11 / 16];
  const early = (x: number) => (x - a) * -first;
  agree("coxResiduals", "nine weighted subjects, β = 0", "score", score(at(1, nine, "breslow")), [
    (2 - a) * (1 - first),
    early(0),
    early(1) + (1 - b) * (3 / 8),
    early(1) + (1 - b) * (3 / 8),
    early(0) - b * (3 / 8),
    early(1) - (1 - b) * (5 / 8),
    // The vignette prints (1 − 13/19) for G and I, whose x is 0.
    early(0) + b * (5 / 8),
    early(1) - (1 - b) * (5 / 8) + 1 / 9,
    early(0) + b * (5 / 8) + 4 / 9
  ]);
  agree(
    "coxResiduals",
    "nine weighted subjects, β = 0, Efron",
    "martingale",
    coxResiduals(at(1, nine, "efron")),
    [
      18 / 19,
      -1 / 19,
      473 / 1064,
      473 / 1064,
      473 / 1064,
      -2813 / 3192,
      -2813 / 3192,
      -1749 / 3192,
      -4941 / 3192
    ]
  );
});

test("the variance of the cumulative hazard of nine weighted subjects is that of the tables (by hand)", () => {
  const [a, b, c] = [10 / 11, 22 / 27, 4 / 5];
  const k = 1 / (38 / 33 - a * a + 10 * (b - b * b) + 2 * (c - c * c));
  // The vignette prints 2.153895.
  expect(1 / k).toBeCloseTo(2.153985, 6);
  const printed = [0.0012706, 0.0649885, 0.2903805];
  variance(at(2, nine, "breslow", k)).forEach((value, j) => {
    expect(value).toBeCloseTo(printed[j], 7);
  });
  agree("coxCurve", "nine weighted subjects, β = log 2", "variance", variance(at(2, nine, "breslow", k)), [
    1 / 1089 + k * (30 / 1089) ** 2,
    1 / 1089 + 10 / 729 + k * (30 / 1089 + 220 / 729) ** 2,
    1 / 1089 + 10 / 729 + 2 / 25 + k * (30 / 1089 + 220 / 729 + 8 / 25) ** 2
  ]);
});
