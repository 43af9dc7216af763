import type {Test} from "../../src/stats/result/fit.js";
import type {PoissonMethod} from "../../src/stats/sir/poissonInterval.js";
import {type StandardisedRatio, sir} from "../../src/stats/sir/sir.js";
import {heterogeneityTest, trendTest} from "../../src/stats/sir/sirTests.js";
import type {AnswerParameter} from "../answer.js";
import {strataUpTo} from "../rows/groups.js";
import {counts, notNegative} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";
import type {Model} from "./model.js";

/** Standardised ratios: of all rows and of each stratum, with tests of heterogeneity and trend. */
export const sirModel: Model = ({response, strata = [], interval = {}, trend}, rows) => {
  const observed = counts(rows, response.events!);
  const expected = expectedOf(rows, response);
  const time = response.personTime === undefined ? null : notNegative(rows, response.personTime);
  if (time) {
    const timeless = time.findIndex((value, i) => value === 0 && observed[i] > 0);
    if (timeless >= 0)
      throw new RangeError(
        `${response.personTime} must be > 0 where there are events; got 0${rows.where(timeless)}`
      );
  }
  const {codes, levels} = strataUpTo(mostStrata, rows, strata);
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
  if (trend && levels.length < 2)
    throw new RangeError(`trend must go with two strata or more; got ${strata.length > 0 ? "one" : "none"}`);
  const warnings = warningsOf(levels, o);
  if (levels.length > 1 && total(observed) > 0) {
    tests.heterogeneity = heterogeneityTest(o, e);
    if (trend) {
      const scores = sums(rows.number(trend).map((score, i) => score * expected[i])).map(
        (sum, k) => sum / e[k]
      );
      if (scores.every((score) => score === scores[0]))
        throw new RangeError(`${trend} must differ between strata; got ${scores[0]} in each`);
      tests.trend = trendTest(o, e, scores);
    }
  }
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
    warnings
  };
};

/** The most strata that have a ratio each: an exact interval takes its time, and nobody reads more. */
const mostStrata = 10000;

/** Where ratios of 0 come from. */
function warningsOf(levels: readonly string[], observed: Float64Array): string[] {
  const silent = levels.filter((_, k) => observed[k] === 0);
  if (silent.length === levels.length)
    return ["no events: the ratio is 0 and has an upper bound alone; tests between strata are left out"];
  if (silent.length === 0) return [];
  const named = silent.slice(0, 5).join("; ") + (silent.length > 5 ? ` and ${silent.length - 5} more` : "");
  const one = silent.length === 1;
  return [
    ...(silent.length === levels.length - 1 ? ["all events are in one stratum"] : []),
    `no event in ${named}: ${one ? "its ratio is 0 and has" : "their ratios are 0 and have"} an upper bound alone`
  ];
}

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
