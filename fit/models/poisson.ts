import {exp} from "../../src/stats/numeric/elementary.js";
import {attributableCases} from "../../src/stats/poisson/attributableCases.js";
import {quasiPoisson} from "../../src/stats/poisson/overdispersion.js";
import {
  type PoissonData,
  type PoissonFit,
  poissonRegression
} from "../../src/stats/poisson/poissonRegression.js";
import type {Outcome} from "../answer.js";
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
  const shift = offset === undefined ? null : rows.number(offset);
  return {
    cases,
    pyr: shift ? pyr.map((time, i) => time * exp(shift[i])) : pyr,
    strata: strataOf(rows, strata),
    rate: response.rate === undefined ? undefined : notNegative(rows, response.rate),
    loglinear: designOf(rows, spec.loglinear),
    personTime: pyr.reduce((total, time) => total + time, 0)
  };
}

/** Poisson regression of a table of person-time, with an excess over a background that strata leave free. */
export const poissonModel: Model = (spec, rows) => {
  const {offset, weights, family = "poisson", control, bands} = spec;
  if (family === "negative-binomial") counts(rows, spec.response.events!);
  const {personTime, ...cells} = cellsOf(spec, rows);
  const parts = excessParts(rows, spec, cells.loglinear);
  if (bands && parts?.flatMap(({dose}) => dose).length !== 1)
    throw new RangeError(`bands must go with an excess of one dose; got ${parts ? "several" : "none"}`);
  const data: PoissonData = {
    ...cells,
    ...(weights !== undefined && {weights: notNegative(rows, weights)}),
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
  const [{values}] = excess!.dose as readonly {values: Float64Array}[];
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
