import type {Maximum} from "../inference/newton.js";
import type {Model} from "./maximiseModel.js";
import {spansOf} from "./spansOf.js";
import {variance} from "./variance.js";

/** An exponent that changes rates by more than e³⁵ leaves of a rate less than its own rounding. */
const vanishing = 35;

/**
 * The maximum, with those of its parameters among the unbounded that ran to infinity before the search ended: slopes
 * whose excess is 10¹⁰ backgrounds, and exponents beyond e³⁵ of which the cells say next to nothing. An exponent as
 * large as that may be finite: the powers of age in a background lean against each other, and each is far from 0 and
 * well determined beside the others.
 */
export function withUnbounded(model: Model, maximum: Maximum): Maximum {
  const {cells, aliased, likelihood} = model;
  const spans = spansOf(cells);
  const effect = (k: number) => Math.abs(maximum.at[k]) * spans[k].size;
  const free = Array.from(maximum.at.keys()).filter((k) => !aliased.includes(k));
  const endless = free.filter((k) => effect(k) > (spans[k].exponent ? vanishing : 1e10));
  if (endless.length === 0) return maximum;
  const {vcov, dependent} = variance(model, maximum);
  // An exponent of a level without cases has an error of e^17 over the root of the cases that it could have had; one
  // along which a slope tends to 0 is pulled back by the levels between, and is told by an error as large as itself.
  const unknown = (k: number) => {
    const error = Math.sqrt(vcov[k * likelihood.size + k]) * spans[k].size;
    return dependent.includes(k) || !(error < (k < cells.excessSize ? effect(k) : 1e3));
  };
  const beyond = endless.filter((k) => !spans[k].exponent || unknown(k));
  return {...maximum, unbounded: [...new Set([...maximum.unbounded, ...beyond])]};
}
