import {expect, test} from "vitest";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {expectedCases} from "../../../src/stats/sir/expectedCases.js";
import {type ReferenceRates, rateBreaks, selectRates} from "../../../src/stats/sir/referenceRates.js";
import {sir} from "../../../src/stats/sir/sir.js";
import oracle from "../../oracle/sir.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const levels = ["F", "M"];
const width = (column: number[], by: number) => Float64Array.from(column, (value) => value + by);

test("expectedCases and sir give observed, expected, ratio and interval of popEpi::sir (R)", () => {
  const {cohort, rates, expected} = oracle;
  const cells = {
    keys: {
      sex: {codes: Int32Array.from(cohort.sex), labels: levels},
      age: {
        codes: Int32Array.from(cohort.age, (age) => age / 5),
        labels: ["0–5", "5–10", "10+"],
        from: [0, 5, 10]
      },
      year: {
        codes: Int32Array.from(cohort.year, (year) => (year - 1990) / 10),
        labels: ["1990–2000", "2000+"],
        from: [1990, 2000]
      }
    },
    pyr: Float64Array.from(cohort.pyr)
  };
  const reference: ReferenceRates = {
    by: {sex: {codes: Int32Array.from(rates.sex, (sex) => 1 - sex), levels: ["M", "F"]}},
    ageFrom: Float64Array.from(rates.age),
    ageTo: width(rates.age, 5),
    yearFrom: Float64Array.from(rates.year),
    yearTo: width(rates.year, 10),
    rate: Float64Array.from(rates.rate)
  };
  const each = expectedCases(cells, reference);
  const total = each.reduce((a, b) => a + b, 0);
  // popEpi prints four decimals, and finds its bounds to as many.
  expect(Math.abs(total - expected.expected)).toBeLessThan(5.1e-5);
  const ratio = sir(expected.observed, total);
  expect(Math.abs(ratio.estimate - expected.sir)).toBeLessThan(5.1e-5);
  expect(Math.abs(ratio.lower - expected.lower)).toBeLessThan(1e-4);
  expect(Math.abs(ratio.upper - expected.upper)).toBeLessThan(1e-4);
  const popEpi = {
    peer: `R popEpi ${oracle.versions.popEpi}, sir(conf.type = "univariate")`,
    data: "twelve cells",
    digits: 4,
    because: "popEpi prints four decimals, and finds its bounds to as many"
  };
  expectAgreement(
    {...popEpi, estimator: "expectedCases", figure: "expected cases"},
    total,
    expected.expected
  );
  expectAgreement(
    {...popEpi, estimator: "sir", figure: "ratio and bounds"},
    [ratio.estimate, ratio.lower, ratio.upper],
    [expected.sir, expected.lower, expected.upper]
  );
  for (const sex of [0, 1]) {
    const own = each.filter((_, i) => cohort.sex[i] === sex).reduce((a, b) => a + b, 0);
    expect(Math.abs(own - expected.bySex.expected[sex])).toBeLessThan(5.1e-5);
  }
});

/** Two groups, both sexes, ages 0–1, 1–5, and years 1970–1980. */
const both: ReferenceRates = {
  by: {
    group: {codes: Int32Array.of(0, 0, 1, 1), levels: ["leukaemia", "brain"]}
  },
  ageFrom: Float64Array.of(0, 1, 0, 1),
  ageTo: Float64Array.of(1, 5, 1, 5),
  yearFrom: new Float64Array(4).fill(1970),
  yearTo: new Float64Array(4).fill(1980),
  rate: Float64Array.of(0.1, 0.2, 0.5, 0.6)
};
const child = {
  entry: Int32Array.of(0),
  exit: Int32Array.of(1000),
  birth: Int32Array.of(0),
  event: Int32Array.of(NO_DAY)
};

test("expectedCases of person-time tabulated at rateBreaks is Σ pyr·rate of the group selected (by hand)", () => {
  const leukaemia = selectRates(both, {group: "leukaemia"});
  expect(rateBreaks(leukaemia)).toEqual({age: {from: [0, 1], until: 5}, year: {from: [1970], until: 1980}});
  const cells = tabulate(child, {scales: rateBreaks(leukaemia)});
  expect([...expectedCases(cells, leukaemia)]).toEqual([(365 / 365.25) * 0.1, (635 / 365.25) * 0.2]);
});

test("expectedCases is the same from finer cells (law)", () => {
  const brain = selectRates(both, {group: "brain"});
  const fine = tabulate(child, {scales: {age: [0, 0.5, 1, 1.5, 2, 3], year: [1970, 1971, 1972]}});
  const coarse = tabulate(child, {scales: rateBreaks(brain)});
  const total = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
  expect(total(expectedCases(fine, brain))).toBeCloseTo(total(expectedCases(coarse, brain)), 14);
});

test("expectedCases, selectRates and rateBreaks name what is wrong (by hand)", () => {
  const leukaemia = selectRates(both, {group: "leukaemia"});
  const cells = (age: number[], year = [1970]) => tabulate(child, {scales: {age, year}});
  const wrong = (rates: Partial<ReferenceRates>) => () =>
    expectedCases(cells([0, 1]), {...leukaemia, ...rates});
  expect(() => expectedCases(cells([0, 2]), leukaemia)).toThrow(
    "classes of age must lie within a band of the rates; got 0–2 over 0–1"
  );
  expect(() => expectedCases(cells([0, 1], [1960]), leukaemia)).toThrow("got none for age 0–1, year 1960+");
  expect(() => expectedCases(tabulate(child, {scales: {age: [0]}}), leukaemia)).toThrow(
    "cells must have a key year; got age"
  );
  expect(wrong({rate: Float64Array.of(0.1, -0.2)})).toThrow("rate must be ≥ 0; got -0.2 in row 1");
  const unknown = {sex: {codes: Int32Array.of(0, -1), levels}};
  expect(() =>
    expectedCases(
      tabulate({...child, by: {sex: {codes: Int32Array.of(0), levels}}}, {scales: rateBreaks(both)}),
      {
        ...leukaemia,
        by: unknown
      }
    )
  ).toThrow("sex must be known; got none in row 1 of rates");
  expect(wrong({rate: Float64Array.of(0.1, NaN)})).toThrow("rate must be ≥ 0; got NaN in row 1");
  expect(wrong({ageFrom: Float64Array.of(0, 0), ageTo: Float64Array.of(1, 1)})).toThrow(
    "got two for 0, 1970"
  );
  expect(wrong({ageFrom: Float64Array.of(0, 0)})).toThrow(
    "bands of age must not overlap; got 0 to 1 and to 5"
  );
  expect(wrong({ageTo: Float64Array.of(1, 1)})).toThrow(
    "bands of age must ascend; got 1 to 1 in row 1 of rates"
  );
  expect(() => expectedCases(cells([0, 1]), both)).toThrow("cells must have a key group; got year, age");
  expect(() => selectRates(both, {group: "liver"})).toThrow(
    "group must be one of leukaemia, brain; got liver"
  );
  expect(() => selectRates(both, {organ: "liver"})).toThrow("rates must have a category organ; got group");
  expect(() => rateBreaks({...both, rate: new Float64Array(0)})).toThrow("rates must hold a rate; got none");
});
