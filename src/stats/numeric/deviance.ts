import {add, divide, multiply, negate, type Twofold, twofold} from "./doubleDouble.js";
import {excessTwofold, logTwofold} from "./logTwofold.js";

/**
 * The deviance x log(x / mean) + mean − x ≥ 0 to some 18 digits, x > 0, mean > 0: the exponent of Poisson,
 * gamma, binomial and beta probabilities, without cancellation when x is near the mean.
 * Source: Loader (2000), "Fast and accurate computation of binomial probabilities", his D₀.
 * Witness: 60-digit arithmetic, test/stats/numeric/specialFunctions.test.ts.
 */
export function deviance(x: number, mean: Twofold): Twofold {
  const scale = twofold(x);
  const u = divide(add(mean, twofold(-x)), scale);
  if (u.high > -0.4) return multiply(scale, excessTwofold(u));
  return multiply(scale, add(u, negate(logTwofold(divide(mean, scale)))));
}
