import {chiSquareQuantile} from "../numeric/chiSquare.js";
import {cholesky} from "../numeric/cholesky.js";
import {normalDeviate} from "../numeric/normalDeviate.js";
import type {LinearFit} from "./linearRegression.js";

/** Parameters of a linear regression as they could be: coefficients in the order of the fit, residual deviation. */
export interface LinearDraw {
  coefficients: Float64Array;
  sigma: number;
}

/**
 * Draws of the parameters of a fitted linear regression from their posterior under flat priors, so that what is
 * imputed knows that they were estimated:
 *
 *   σ′² = (n − p) σ̂² / χ²(n − p),  β′ ~ N(β̂, (σ′/σ̂)² V̂)
 *
 * A term that the fit left out has 0 in every draw. Each draw takes one uniform for σ′ and one for each coefficient,
 * in their order.
 * @throws RangeError when the residual deviation is not > 0.
 * Source: Rubin (1987), p. 167. Witness: by hand, and in mean and covariance, test/stats/regression/linearDraws.test.ts.
 */
export function linearDraws({
  parameters,
  vcov,
  sigma,
  residualDf
}: LinearFit): (uniform: () => number) => LinearDraw {
  if (!(sigma > 0 && sigma < Infinity))
    throw new RangeError(`sigma must be > 0 for draws of the parameters; got ${sigma}`);
  const p = parameters.length;
  const estimates = parameters.map(({estimate}) => (Number.isNaN(estimate) ? 0 : estimate));
  const known = vcov.flat().map((entry) => (Number.isNaN(entry) ? 0 : entry));
  const {factor} = cholesky(known, p);
  return (uniform) => {
    const drawn = sigma * Math.sqrt(residualDf / chiSquareQuantile(uniform(), residualDf));
    const z = estimates.map(() => (drawn / sigma) * normalDeviate(uniform()));
    const coefficients = Float64Array.from(estimates, (estimate, i) => {
      let value = estimate;
      for (let k = 0; k <= i; ++k) value += factor[i * p + k] * z[k];
      return value;
    });
    return {coefficients, sigma: drawn};
  };
}
