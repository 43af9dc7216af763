import type {Control} from "../inference/newton.js";
import type {Design} from "../result/design.js";
import {type CoxFit, coxph} from "./coxph.js";
import type {Excess} from "./linearExcessRisk.js";
import {stratumWarnings} from "./stratumWarnings.js";

/** Matched sets: cases and controls of one code were matched. */
export interface MatchedSets {
  /** 1 a case, 0 a control. */
  case: ArrayLike<number>;
  /** Code of the matched set, 0 … S − 1. */
  set: ArrayLike<number>;
  loglinear?: Design;
  excess?: Excess;
  offset?: ArrayLike<number>;
}

/**
 * Conditional logistic regression of matched sets with any number of cases and controls: the likelihood of a set
 * is the relative risks of its cases over the sum of such products over all ways to draw as many cases from it. The
 * relative risk is (1 + Σ βd·exp(γz)) · exp(xα), as in `coxph`, whose engine it is: each set is a stratum with one
 * event time and exact ties.
 *
 * @returns a `CoxFit` with model "conditional-logistic"; `n` counts rows, `events` cases. A set without a case, or
 * of cases only, says nothing and a warning counts them.
 * @throws RangeError as `coxph`. Source: Breslow and Day (1980), chapter 7. Witness: R survival clogit,
 * test/stats/survival/conditionalLogistic.test.ts.
 */
export function conditionalLogistic(
  {case: cases, set, loglinear, excess, offset}: MatchedSets,
  options: {
    interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
    control?: Control;
  } = {}
): CoxFit {
  const exit = new Float64Array(cases.length).fill(1);
  const fit = coxph(
    {exit, event: cases, strata: set, loglinear, excess, offset},
    {...options, ties: "exact"}
  );
  const controls = new Set<number>();
  const all = new Set<number>();
  for (let i = 0; i < cases.length; ++i) {
    all.add(set[i]);
    if (cases[i] === 0) controls.add(set[i]);
  }
  const without = all.size - controls.size;
  const asStrata = stratumWarnings({event: cases, strata: set});
  const renamed = {
    ...fit,
    model: "conditional-logistic",
    warnings: [
      ...stratumWarnings(
        {event: cases, strata: set},
        {strata: "sets", stratum: "set", event: "case", of: "the parameters"}
      ),
      ...fit.warnings.filter((warning) => !asStrata.includes(warning)),
      ...(without > 0
        ? [
            `${without} of ${all.size} sets ${without === 1 ? "has" : "have"} no control and ${without === 1 ? "says" : "say"} nothing of the parameters`
          ]
        : [])
    ]
  };
  Object.defineProperty(renamed, "data", {value: fit.data, enumerable: false});
  return Object.freeze(renamed);
}
