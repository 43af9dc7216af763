import {logisticRegression} from "../../src/stats/regression/logisticRegression.js";
import {counts, positive, zeroOrOne} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {designOf} from "../terms/designOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";
import {predictorOf} from "./predictorOf.js";

/** Cases and trials as a spec names them. */
export function binomialOf({response}: FitSpec, rows: Rows): {cases: Float64Array; trials?: Float64Array} {
  const {case: one, events, trials: of} = response;
  if ((one === undefined) === (events === undefined))
    throw new RangeError('response must have "case", or "events" and "trials"');
  if ((events === undefined) !== (of === undefined))
    throw new RangeError('response must have "events" and "trials" together');
  const name = one ?? events!;
  const cases = of === undefined ? zeroOrOne(rows, name) : counts(rows, name);
  const trials = of === undefined ? undefined : counts(rows, of);
  const wrong = trials ? cases.findIndex((count, i) => count > trials[i]) : -1;
  if (trials && wrong >= 0)
    throw new RangeError(
      `${name} must be ≤ ${of}; got ${cases[wrong]} > ${trials[wrong]}${rows.where(wrong)}`
    );
  if (!cases.some((count) => count > 0)) throw new RangeError(`${name} must hold a case; got none`);
  if (!cases.some((count, i) => count < (trials?.[i] ?? 1)))
    throw new RangeError(`${name} must hold others than cases; got cases alone`);
  return {cases, trials};
}

/** Logistic regression of single subjects, or of groups of subjects alike. */
export const logisticModel: Model = (spec, rows) => {
  const {weights, offset, control} = spec;
  return logisticRegression(
    {
      ...binomialOf(spec, rows),
      terms: designOf(rows, predictorOf(spec)),
      ...(weights !== undefined && {weights: positive(rows, weights)}),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {interval: intervalOf(spec), control}
  );
};
