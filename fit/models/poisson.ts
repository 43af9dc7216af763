import {exp} from "../../src/stats/numeric/elementary.js";
import {attributableCases} from "../../src/stats/poisson/attributableCases.js";
import {quasiPoisson} from "../../src/stats/poisson/overdispersion.js";
import {
  type PoissonData,
  type PoissonFit,
  poissonRegression
} from "../../src/stats/poisson/poissonRegression.js";
import type {Outcome} from "../answer.js";
import type {Dose} from "../rows/dosesOf.js";
import {counts, notNegative} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import {strataOf} from "../rows/strataOf.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {designOf} from "../terms/designOf.js";
import {alternativesOf} from "./alternativesOf.js";
import {equationOf} from "./equationOf.js";
import {excessParts} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Cells of person-time as a spec names them, the offset in their person-time. */
export function cellsOf(spec: FitSpec, rows: Rows) {
  const {response, strata, offset} = spec;
  const cases = notNegative(rows, response.events!);
  const pyr = notNegative(rows, response.personTime!);
  if (!cases.some((value) => value > 0))
    throw new RangeError(`${response.events} must hold an event; got none`);
  const timeless = cases.findIndex((value, i) => value > 0 && pyr[i] === 0);
  if (timeless >= 0)
    throw new RangeError(
      `${response.personTime} must be > 0 where there are events; got 0${rows.where(timeless)}`
    );
  const broken = cases.findIndex((value) => !Number.isInteger(value));
  if (broken >= 0)
    rows.warnings.push(
      `${response.events} is not a whole number, first${rows.where(broken)}: standard errors, tests and intervals take cases for counts`
    );
  const rate = response.rate === undefined ? undefined : notNegative(rows, response.rate);
  const rateless = rate ? cases.findIndex((value, i) => value > 0 && rate[i] === 0) : -1;
  if (rateless >= 0)
    throw new RangeError(`${response.rate} must be > 0 where there are events; got 0${rows.where(rateless)}`);
  const shift = offset === undefined ? null : rows.number(offset);
  const far = shift ? shift.findIndex((value) => !(Math.abs(value) < 100)) : -1;
  if (shift && far >= 0)
    throw new RangeError(
      `${offset} must lie within ±100, as it is the log of a factor; got ${shift[far]}${rows.where(far)}`
    );
  return {
    cases,
    pyr: shift ? pyr.map((time, i) => time * exp(shift[i])) : pyr,
    strata: strataOf(rows, strata),
    rate,
    loglinear: designOf(rows, spec.loglinear),
    personTime: pyr.reduce((total, time) => total + time, 0)
  };
}

type CellsOf = Pick<ReturnType<typeof cellsOf>, "cases" | "strata">;

/** Poisson regression of a table of person-time, with an excess over a background that strata leave free. */
export const poissonModel: Model = (spec, rows) => {
  const {offset, weights, family = "poisson", control, bands} = spec;
  if (family === "negative-binomial") counts(rows, spec.response.events!);
  const {personTime, ...cells} = cellsOf(spec, rows);
  const weighed = weights === undefined ? undefined : weightsOf(rows, spec, cells.cases);
  warnOfOneStratum(rows, spec, cells);
  const parts = excessParts(rows, spec, cells.loglinear);
  if (bands && parts?.flatMap(({dose}) => dose).length !== 1)
    throw new RangeError(`bands must go with an excess of one dose; got ${parts ? "several" : "none"}`);
  const data: PoissonData = {
    ...cells,
    ...(weighed && {weights: weighed}),
    ...(family === "negative-binomial" && {family}),
    ...(parts && {
      excess: {
        ...parts[0],
        more: parts.slice(1),
        kind: spec.excess!.kind ?? "relative",
        joint: spec.excess!.joint
      }
    })
  };
  const interval = intervalOf<"wald" | "score" | "profile">(spec);
  const quasi = family === "quasi-poisson";
  if (quasi && spec.interval?.methods?.some((method) => method !== "wald"))
    throw new RangeError("interval.methods must be wald alone for quasi-poisson; got others");
  const options = {interval: quasi ? {...interval, methods: ["wald"] as const} : interval, control};
  const fit = poissonRegression(data, options);
  return {
    ...fit,
    ...(offset !== undefined && {personTime}),
    equation: equationOf(spec),
    ...(quasi && scaled(fit, interval.level)),
    ...(bands && {groups: bandRows(fit, data, rows, spec)}),
    ...(spec.excess?.alternatives && alternativesOf(spec, data, fit, options))
  };
};

/** Weights of rows. @throws RangeError when no row with an event has one > 0. */
function weightsOf(rows: Rows, {weights, response}: FitSpec, cases: Float64Array): Float64Array {
  const values = notNegative(rows, weights!);
  const none = values.filter((weight) => weight === 0).length;
  if (none === rows.size) throw new RangeError(`${weights} must hold a weight > 0; got none`);
  if (!cases.some((value, i) => value > 0 && values[i] > 0))
    throw new RangeError(`${response.events} must hold an event in a row of ${weights} > 0; got none`);
  if (none > 0)
    rows.warnings.push(
      none === 1 ? "1 row of weight 0 is left out" : `${none} rows of weight 0 are left out`
    );
  return values;
}

/** A relative model learns from the strata that have events: where that is one, it is better said. */
function warnOfOneStratum(rows: Rows, {excess}: FitSpec, {cases, strata}: CellsOf): void {
  if (!strata || excess?.kind === "absolute") return;
  const first = cases.findIndex((value) => value > 0);
  const many = strata.some((code) => code !== strata[first]);
  if (many && !cases.some((value, i) => value > 0 && strata[i] !== strata[first]))
    rows.warnings.push("all events are in one stratum; the others say nothing of the parameters");
}

/** Wald figures and variance times the dispersion. */
function scaled(fit: PoissonFit, level: number | undefined): Partial<Outcome> {
  const {dispersion, vcov} = fit;
  return {
    parameters: quasiPoisson(fit, level),
    vcov: vcov.map((row) => row.map((value) => value * dispersion!))
  };
}

/** Background, excess and attributable fraction by band of the dose. */
function bandRows(fit: PoissonFit, {cases, excess}: PoissonData, rows: Rows, {response, bands}: FitSpec) {
  const [{name, values}] = excess!.dose as readonly Dose[];
  const falling = bands!.findIndex((edge, k) => k > 0 && !(edge > bands![k - 1]));
  if (falling >= 0)
    throw new RangeError(`bands must ascend; got ${bands![falling]} after ${bands![falling - 1]}`);
  const below = values.findIndex((value) => value < bands![0]);
  if (below >= 0)
    throw new RangeError(
      `bands must begin at the least ${name} or below; got ${bands![0]} > ${values[below]}${rows.where(below)}`
    );
  const pyr = rows.number(response.personTime!);
  return attributableCases(fit, {cases, pyr, dose: values}, bands!).map(
    ({lower, upper, cells, pyr: personTime, fraction, ...band}) => ({
      lower,
      upper,
      rows: cells,
      personTime,
      ...band,
      attributableFraction: fraction
    })
  );
}
