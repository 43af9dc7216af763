import {expect, test} from "vitest";
import {type PoissonMethod, poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import oracle from "../../oracle/sir.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const columns = {exact: "exact", byar: "byar", "mid-p": "mid"} as const;
const peers = {exact: "qgamma", byar: "Byar's formula", "mid-p": "uniroot(ppois - dpois / 2)"};

for (const method of Object.keys(columns) as PoissonMethod[]) {
  test(`poissonInterval(${method}) matches R from 0 to 20,000 events, at 90, 95 and 99 % (R)`, () => {
    const {intervals} = oracle;
    const lower = intervals[`${columns[method]}Lower`];
    const upper = intervals[`${columns[method]}Upper`];
    const ours = intervals.count.map((count, i) => poissonInterval(count, method, intervals.level[i]));
    // R's own gamma quantiles and roots hold about 12 digits.
    const witness = {
      estimator: `poissonInterval(${method})`,
      peer: `R ${oracle.versions.R}, ${peers[method]}`,
      data: "0 to 20,000 events at 90, 95 and 99 %",
      digits: 11
    };
    const bounds = (side: "lower" | "upper") => ours.map((interval) => interval[side]);
    expectAgreement({...witness, figure: "lower bound"}, bounds("lower"), lower);
    expectAgreement({...witness, figure: "upper bound"}, bounds("upper"), upper);
    // A lower bound of no events is 0 itself, not small.
    intervals.count.forEach((count, i) => {
      if (count === 0) expect(ours[i].lower).toBe(0);
    });
  });
}

test("poissonInterval over the count gives the factors of Haenszel, Loveland and Sirken 1962 (published)", () => {
  const printed = [
    [1, 0.0253, 5.57],
    [2, 0.121, 3.61],
    [3, 0.206, 2.92],
    [10, 0.48, 1.84],
    [20, 0.611, 1.54],
    [100, 0.814, 1.22]
  ];
  expectAgreement(
    {
      estimator: "poissonInterval(exact)",
      figure: "bounds over the count",
      peer: "Haenszel, Loveland and Sirken (1962), J Natl Cancer Inst 28:947",
      data: "1 to 100 events",
      digits: 2.3,
      because: "printed to three digits"
    },
    printed.flatMap(([count]) => [
      poissonInterval(count).lower / count,
      poissonInterval(count).upper / count
    ]),
    printed.flatMap(([, lower, upper]) => [lower, upper])
  );
  for (const [count, lower, upper] of printed) {
    const ours = poissonInterval(count);
    expect(Number((ours.lower / count).toPrecision(3))).toBe(lower);
    expect(Number((ours.upper / count).toPrecision(3))).toBe(upper);
  }
});

test("poissonInterval of no events is 0 to −log(α/2), and to −log α by mid-p (by hand)", () => {
  expect(poissonInterval(0).lower).toBe(0);
  const byHand = {figure: "upper bound", peer: "by hand", data: "no events", digits: 14};
  const none = (method: PoissonMethod, truth: number) =>
    expectAgreement(
      {...byHand, estimator: `poissonInterval(${method})`},
      poissonInterval(0, method).upper,
      truth
    );
  none("exact", 3.6888794541139363);
  none("mid-p", 2.995732273553991);
  expect(poissonInterval(1, "byar", 0.999).lower).toBe(0);
});

test("poissonInterval(mid-p) lies within the exact one, for any count (law)", () => {
  for (const count of [1, 2, 4, 9, 33, 250]) {
    const exact = poissonInterval(count);
    const mid = poissonInterval(count, "mid-p");
    expect(exact.lower < mid.lower && mid.lower < count && count < mid.upper && mid.upper < exact.upper).toBe(
      true
    );
  }
});

test("poissonInterval names what is wrong (by hand)", () => {
  expect(() => poissonInterval(-1)).toThrow("count must be a whole number ≥ 0; got -1");
  expect(() => poissonInterval(1.5)).toThrow("got 1.5");
  expect(() => poissonInterval(NaN)).toThrow("got NaN");
  expect(() => poissonInterval(3, "exact", 1)).toThrow("level must lie between 0 and 1; got 1");
});
