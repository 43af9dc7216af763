import type {Control} from "../inference/newton.js";
import type {Design} from "../result/design.js";
import {arrangeRows, gather} from "./arrangeRows.js";
import {exponentialRisk} from "./exponentialRisk.js";
import {checkFollowUp, type FollowUp} from "./followUp.js";
import {type Excess, linearExcessRisk} from "./linearExcessRisk.js";
import {type PartialLikelihood, partialLikelihood} from "./partialLikelihood.js";
import {riskSets} from "./riskSets.js";
import {stratumWarnings} from "./stratumWarnings.js";
import {breslow, efron, exact} from "./ties.js";

/** What a Cox regression is fitted to. All columns have a row a subject, or a row an interval of a subject. */
export interface CoxData extends FollowUp {
  /** Codes 0 … S − 1; each stratum has a baseline hazard of its own. */
  strata?: ArrayLike<number>;
  /** Terms x of exp(xβ). */
  loglinear?: Design;
  /** Doses and modifiers of 1 + Σ βd·exp(γz); absent for none. */
  excess?: Excess;
  /** Added to the log of the relative risk. */
  offset?: ArrayLike<number>;
  /** Rows of one code are correlated: the variance is the robust one, summed by code. */
  cluster?: ArrayLike<number>;
}

/** How a Cox regression is fitted. */
export interface CoxOptions {
  ties?: "efron" | "breslow" | "exact";
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  /** Firth's penalty, half the log determinant of the information: estimates stay finite under separation. */
  penalty?: "none" | "firth";
  /** Robust variance; as R, by default when there are clusters or weights that are not whole numbers. */
  robust?: boolean;
  control?: Control;
}

/** A partial likelihood over the rows that are ever at risk, arranged, and the data that it was made of. */
export interface CoxModel extends PartialLikelihood {
  data: CoxData;
  /** Row of the data that each arranged row is; absent where rows stay as they are. */
  order?: Int32Array;
}

/** Doubtful but valid things about the data, in words. */
export function coxWarnings({event, strata, weights}: CoxData): string[] {
  const warnings: string[] = [];
  const zeros = weights ? count(weights, 0) : 0;
  if (zeros > 0)
    warnings.push(`${zeros} ${zeros === 1 ? "row of weight 0 is" : "rows of weight 0 are"} left out`);
  return [...warnings, ...stratumWarnings({event, strata, weights})];
}

/**
 * Checks the data, leaves out rows of weight 0, and makes the partial likelihood.
 * @throws RangeError as `checkFollowUp`, `exponentialRisk` and `linearExcessRisk`; when there is no event, or two
 * terms have one name.
 */
export function coxModel(given: CoxData, ties: "efron" | "breslow" | "exact"): CoxModel {
  checkFollowUp(given);
  const data = withoutZeroWeights(given);
  const {entry, exit, event, strata, weights, offset, loglinear, excess} = data;
  const n = exit.length;
  if (count(event, 1) === 0) throw new RangeError("event must hold an event; got none");
  for (const [name, column] of Object.entries({strata, offset, cluster: data.cluster}))
    if (column && column.length !== n)
      throw new RangeError(`${name} must have ${n} rows as exit has; got ${column.length}`);
  if (offset)
    for (let i = 0; i < n; ++i)
      if (!Number.isFinite(offset[i]))
        throw new RangeError(`offset must be finite; got ${offset[i]} in row ${i}`);
  if (ties === "exact" && weights && count(weights, 1) < n)
    throw new RangeError("weights must be 1 with exact ties; got others");
  const {order, sets} = arrangeRows(riskSets(entry, exit, event, strata));
  const background = exponentialRisk(loglinear ?? {names: [], columns: []}, n, offset, order);
  const risk = excess ? linearExcessRisk(excess, background, n, order) : background;
  const twice = risk.terms.find((term, k) => risk.terms.indexOf(term) !== k);
  if (twice !== undefined) throw new RangeError(`terms must have names of their own; got ${twice} twice`);
  const arranged = weights && gather(weights, order);
  const model = partialLikelihood(sets, risk, {efron, breslow, exact}[ties], arranged);
  return {...model, data, order};
}

/** Rows that have the value. */
function count(column: ArrayLike<number>, value: number): number {
  let rows = 0;
  for (let i = 0; i < column.length; ++i) if (column[i] === value) ++rows;
  return rows;
}

function withoutZeroWeights(data: CoxData): CoxData {
  const {weights} = data;
  const zeros = weights ? count(weights, 0) : 0;
  if (!weights || zeros === 0) return data;
  if (zeros === weights.length) throw new RangeError("weights must hold one > 0; got none");
  const kept = Int32Array.from(Array.from(weights).keys()).filter((i) => weights[i] > 0);
  const take = (column: ArrayLike<number> | undefined) => column && Float64Array.from(kept, (i) => column[i]);
  const design = (terms: Design | undefined) =>
    terms && {names: terms.names, columns: terms.columns.map((column) => take(column)!)};
  const {excess} = data;
  return {
    entry: take(data.entry),
    exit: take(data.exit)!,
    event: take(data.event)!,
    weights: take(weights),
    strata: take(data.strata),
    offset: take(data.offset),
    cluster: take(data.cluster),
    loglinear: design(data.loglinear),
    excess: excess && {
      dose:
        excess.dose instanceof Float64Array
          ? take(excess.dose)!
          : excess.dose.map(({name, values}) => ({name, values: take(values)!})),
      modifiers: design(excess.modifiers)
    }
  };
}
