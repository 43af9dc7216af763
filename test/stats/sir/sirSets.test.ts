import {expect, test} from "vitest";
import {directStandardisation} from "../../../src/stats/sir/directStandardisation.js";
import {expectedCases} from "../../../src/stats/sir/expectedCases.js";
import type {PoissonMethod} from "../../../src/stats/sir/poissonInterval.js";
import {sir} from "../../../src/stats/sir/sir.js";
import {heterogeneityTest, trendTest} from "../../../src/stats/sir/sirTests.js";
import oracle from "../../oracle/sirSets.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

const peers = {
  sir: `R ${oracle.versions.R}, qgamma and uniroot of ppois − dpois / 2`,
  heterogeneityTest: "R, uᵀI⁻¹u at the null fit of a Poisson regression",
  trendTest: "R, uᵀI⁻¹u at the null fit of a Poisson regression",
  directStandardisation: `R ${oracle.versions.R}, qgamma of Fay and Feuer's moments`,
  expectedCases: `R Epi ${oracle.versions.Epi}, splitLexis and ewrates`
};
const witness = (estimator: keyof typeof peers, figure: string, data: string): Witness => ({
  estimator,
  figure,
  peer: peers[estimator],
  data,
  digits: 9
});

for (const [data, {observed, expected, pyr, score}] of Object.entries(oracle.groups)) {
  test(`sir of ${data}: ratios, excess rates and p, exact, by Byar and mid-p (R)`, () => {
    for (const theirs of oracle.ratios[data as keyof typeof oracle.ratios]) {
      const method = theirs.method as PoissonMethod;
      const ours = observed.map((count, k) => sir(count, expected[k], {method, level: 0.9, pyr: pyr[k]}));
      for (const figure of ["estimate", "lower", "upper"] as const)
        expectAgreement(
          witness("sir", `${figure}, ${method}`, data),
          ours.map((ratio) => ratio[figure]),
          theirs[figure]
        );
      if (method !== "byar")
        expectAgreement(
          witness("sir", `p, ${method}`, data),
          ours.map(({p}) => p),
          theirs.p
        );
      for (const [figure, values] of [
        ["estimate", theirs.excess],
        ["lower", theirs.excessLower],
        ["upper", theirs.excessUpper]
      ] as const)
        expectAgreement(
          witness("sir", `${figure} of the excess rate, ${method}`, data),
          ours.map(({excess}) => excess![figure]),
          values
        );
    }
  });
  test(`heterogeneityTest and trendTest of ${data} are score tests (R)`, () => {
    const {heterogeneity, trend} = oracle.tests[data as keyof typeof oracle.tests];
    const of = ({statistic, p}: {statistic: number; p: number}) => [statistic, p];
    const figure = "statistic and p";
    expectAgreement(
      witness("heterogeneityTest", figure, data),
      of(heterogeneityTest(observed, expected)),
      heterogeneity
    );
    expectAgreement(witness("trendTest", figure, data), of(trendTest(observed, expected, score)), trend);
  });
}

for (const [data, {cases, pyr, weights, level, expected}] of Object.entries(oracle.direct))
  test(`directStandardisation of ${data} (R)`, () => {
    const ours = directStandardisation(cases, pyr, weights, level);
    for (const figure of ["estimate", "se", "crude", "lower", "upper"] as const)
      expectAgreement(witness("directStandardisation", figure, data), ours[figure], expected[figure]);
  });

for (const cause of ["lung", "nasal"] as const)
  test(`expectedCases of Welsh nickel refiners at the rates of England and Wales, ${cause} cancer (R)`, () => {
    const {nickel, rates} = oracle;
    const ages = [...new Set(rates.age)].sort((a, b) => a - b);
    const years = [...new Set(rates.year)].sort((a, b) => a - b);
    const cells = {
      keys: {
        age: {
          codes: Int32Array.from(nickel.age, (age) => ages.indexOf(age)),
          labels: ages.map(String),
          from: ages
        },
        year: {
          codes: Int32Array.from(nickel.year, (year) => years.indexOf(year)),
          labels: years.map(String),
          from: years
        }
      },
      pyr: Float64Array.from(nickel.pyr)
    };
    const width = (column: number[]) => Float64Array.from(column, (value) => value + 5);
    const each = expectedCases(cells, {
      by: {},
      ageFrom: Float64Array.from(rates.age),
      ageTo: width(rates.age),
      yearFrom: Float64Array.from(rates.year),
      yearTo: width(rates.year),
      rate: Float64Array.from(rates[cause], (rate) => rate * 1e-6)
    });
    const name = `Welsh nickel, ${cause} cancer` as const;
    const {expected} = oracle.groups[name];
    const sums = expected.map((_, k) =>
      each.filter((_, i) => nickel.class[i] === k + 1).reduce((a, b) => a + b, 0)
    );
    expect(sums.length).toBe(5);
    expectAgreement(witness("expectedCases", "expected cases by exposure", name), sums, expected);
  });
