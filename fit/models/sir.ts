import type {Test} from "../../src/stats/result/fit.js";
import type {PoissonMethod} from "../../src/stats/sir/poissonInterval.js";
import {type StandardisedRatio, sir} from "../../src/stats/sir/sir.js";
import {heterogeneityTest, trendTest} from "../../src/stats/sir/sirTests.js";
import type {AnswerParameter} from "../answer.js";
import {groupsOf} from "../rows/groups.js";
import {counts, notNegative} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";
import type {Model} from "./model.js";

/** Standardised ratios: of all rows and of each stratum, with tests of heterogeneity and trend. */
export const sirModel: Model = ({response, strata = [], interval = {}, trend}, rows) => {
  const observed = counts(rows, response.events!);
  const expected = expectedOf(rows, response);
  const time = response.personTime === undefined ? null : notNegative(rows, response.personTime);
  const {codes, levels} = groupsOf(rows, strata);
  const sums = (values: Float64Array) => {
    const totals = new Float64Array(levels.length);
    for (let i = 0; i < rows.size; ++i) totals[codes[i]] += values[i];
    return totals;
  };
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const [o, e] = [sums(observed), sums(expected)];
  const methods = (interval.methods ?? ["exact"]) as PoissonMethod[];
  const {level} = interval;
  const ratio = (term: string, cases: number, by: number): AnswerParameter => {
    if (!(by > 0))
      throw new RangeError(
        `expected cases must be > 0; got ${by}${term === "SIR" ? "" : ` in ${term.slice(4)}`}`
      );
    const ratios = methods.map((method) => sir(cases, by, {method, level}));
    return parameter(term, ratios);
  };
  const all = ratio("SIR", total(observed), total(expected));
  const each = strata.length > 0 ? levels.map((name, k) => ratio(`SIR ${name}`, o[k], e[k])) : [];
  const tests: Record<string, Test> = {};
  if (strata.length > 0 && levels.length > 1 && total(observed) > 0) {
    tests.heterogeneity = heterogeneityTest(o, e);
    if (trend) {
      const scores = sums(rows.number(trend).map((score, i) => score * expected[i])).map(
        (sum, k) => sum / e[k]
      );
      tests.trend = trendTest(o, e, scores);
    }
  } else if (trend) throw new RangeError(`trend must go with strata; got ${levels.length} group`);
  return {
    n: rows.size,
    events: total(observed),
    ...(time && {personTime: total(time)}),
    df: 1,
    parameters: [all, ...each],
    tests,
    groups: levels.map((name, k) => ({
      ...(strata.length > 0 && {strata: name}),
      observed: o[k],
      expected: e[k],
      ...(time && {personTime: sums(time)[k], excessRate: (o[k] - e[k]) / sums(time)[k]})
    })),
    warnings: total(observed) === 0 ? ["no events: the ratio is 0 and has an upper bound alone"] : []
  };
};

function expectedOf(rows: Rows, {expected, personTime, rate}: FitSpec["response"]): Float64Array {
  if (expected !== undefined) {
    if (rate !== undefined) throw new RangeError(`response must have expected or rate; got both`);
    return notNegative(rows, expected);
  }
  if (personTime === undefined || rate === undefined)
    throw new RangeError(`response must have "expected", or "personTime" and "rate"`);
  const rates = notNegative(rows, rate);
  return notNegative(rows, personTime).map((time, i) => time * rates[i]);
}

function parameter(term: string, ratios: StandardisedRatio[]): AnswerParameter {
  const [{estimate, p}] = ratios;
  const bounds = ratios.map(({method, lower, upper}) => [method, {lower, upper}] as const);
  return {term, estimate, se: null, statistic: null, p, ...Object.fromEntries(bounds)};
}
