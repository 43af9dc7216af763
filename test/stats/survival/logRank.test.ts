import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {logRank} from "../../../src/stats/survival/logRank.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const {lung, veteran, colon, heart}: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalLogRank");
const cell = veteran.small.map((small, i) => small + 2 * veteran.adeno[i] + 3 * veteran.large[i]);
const bySex = {exit: lung.time, event: lung.event, group: lung.sex};
const byCell = {exit: veteran.time, event: veteran.event, group: cell};
const tests: Record<string, () => ReturnType<typeof logRank>> = {
  lung: () => logRank(bySex),
  peto: () => logRank(bySex, {rho: 1}),
  late: () => logRank(bySex, {gamma: 1}),
  veteran: () => logRank(byCell),
  half: () => logRank(byCell, {rho: 0.5}),
  both: () => logRank(byCell, {rho: 0.5, gamma: 0.5}),
  strata: () => logRank({...byCell, strata: veteran.trt}),
  colon: () =>
    logRank(
      {exit: colon.time, event: colon.event, group: colon.extent.map((e) => e - 1), strata: colon.differ},
      {rho: 1}
    ),
  entry: () => logRank({entry: heart.tstart, exit: heart.tstop, event: heart.event, group: heart.transplant})
};

test.for(Object.keys(tests))("logRank matches survdiff or its sums written out, %s (R)", (name) => {
  const ours = tests[name]();
  const theirs = witness[name];
  const about = {
    estimator: "logRank",
    peer: theirs.observed ? "R survival 3.5-3, survdiff" : "R, sums written out",
    data: name,
    digits: 11
  };
  expectAgreement({...about, figure: "χ²"}, ours.statistic, theirs.statistic);
  if (!theirs.observed) return;
  expectAgreement({...about, figure: "observed"}, ours.observed, theirs.observed);
  expectAgreement({...about, figure: "expected"}, ours.expected, theirs.expected);
  expectAgreement({...about, figure: "variance"}, ours.vcov.flat(), theirs.vcov.flat());
});

test("logRank of 5 against 5 without ties in fractions (by hand)", () => {
  const {observed, expected} = logRank({exit: [1, 2, 3, 4], event: [1, 1, 1, 0], group: [0, 1, 0, 1]});
  expect(observed).toEqual([2, 1]);
  expect(expected[0]).toBeCloseTo(1 / 2 + 1 / 3 + 1 / 2, 15);
});

test("logRank without ties is the score test of coxph (law)", () => {
  const exit = lung.time.map((t, i) => t + i * 1e-3);
  const {statistic} = logRank({...bySex, exit});
  const fit = coxph({exit, event: lung.event, loglinear: design(lung, "sex")});
  expect(statistic).toBeCloseTo(fit.tests.score.statistic, 11);
});

test("logRank names what is wrong (by hand)", () => {
  expect(() => logRank({exit: [1, 2], event: [1, 1], group: [0, 0]})).toThrow(
    "groups at risk must be two or more; got 1"
  );
});
