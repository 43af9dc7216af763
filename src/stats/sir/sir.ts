import {gammaLower, gammaUpper} from "../numeric/gamma.js";
import type {Interval} from "../result/fit.js";
import {type PoissonMethod, poissonInterval} from "./poissonInterval.js";

/** A standardised incidence or mortality ratio, and the excess in absolute terms where time is known. */
export interface StandardisedRatio extends Interval {
  observed: number;
  expected: number;
  estimate: number;
  /** Two-sided exact p-value of ratio 1: twice the smaller tail, at most 1; mid-p halves the chance of O itself. */
  p: number;
  level: number;
  method: PoissonMethod;
  /** (O − E) / person-years, with the bounds of O less E. */
  excess?: Interval & {estimate: number};
}

/**
 * Indirect standardisation: SIR = O / E, with O Poisson and E taken as known.
 *
 * @param observed cases; 0 is allowed and has the lower bound 0.
 * @param expected cases at reference rates, > 0.
 * @param options interval method (`"exact"`, `"byar"`, `"mid-p"`), level, and person-years for the excess rate.
 * @throws RangeError when the count is not whole, E is not positive, the level is not inside (0, 1), or
 *   person-years are not positive.
 * Source: Breslow and Day (1987), chapter 2. Witness: R (qgamma, ppois) and popEpi::sir, test/stats/sir/sir.test.ts.
 */
export function sir(
  observed: number,
  expected: number,
  {method = "exact", level = 0.95, pyr}: {method?: PoissonMethod; level?: number; pyr?: number} = {}
): StandardisedRatio {
  if (!(expected > 0 && expected < Infinity)) throw new RangeError(`expected must be > 0; got ${expected}`);
  if (pyr !== undefined && !(pyr > 0)) throw new RangeError(`pyr must be > 0; got ${pyr}`);
  const {lower, upper} = poissonInterval(observed, method, level);
  const excess =
    pyr === undefined ? undefined : excessRate({estimate: observed, lower, upper}, expected, pyr);
  return {
    observed,
    expected,
    estimate: observed / expected,
    lower: lower / expected,
    upper: upper / expected,
    p: twoSided(observed, expected, method),
    level,
    method,
    ...(excess && {excess})
  };
}

function excessRate(count: Interval & {estimate: number}, expected: number, pyr: number) {
  return {
    estimate: (count.estimate - expected) / pyr,
    lower: (count.lower - expected) / pyr,
    upper: (count.upper - expected) / pyr
  };
}

function twoSided(observed: number, expected: number, method: PoissonMethod): number {
  const atLeast = observed === 0 ? 1 : gammaLower(expected, observed);
  const atMost = gammaUpper(expected, observed + 1);
  if (method !== "mid-p") return Math.min(1, 2 * Math.min(atLeast, atMost));
  const more = gammaLower(expected, observed + 1);
  const fewer = observed === 0 ? 0 : gammaUpper(expected, observed);
  return Math.min(1, atLeast + more, atMost + fewer);
}
