import {cholesky} from "../numeric/cholesky.js";
import {normalDeviate} from "../numeric/normalDeviate.js";

/**
 * A draw from the normal distribution with a mean and covariance, as of parameters that were fitted together:
 * mean + L·z with LLᵀ the covariance, one uniform a parameter in their order. A parameter of no variance, or one that
 * is a combination of those before it, is left at its mean.
 * @throws RangeError when the covariance is not square of the mean's size or not finite.
 * Witness: by hand, and CanEpiRisk's intervals, test/stats/projection/jointTransfer.test.ts.
 */
export function correlatedNormals(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  uniform: () => number
): number[] {
  const size = mean.length;
  if (covariance.length !== size || covariance.some((row) => row.length !== size))
    throw new RangeError(
      `covariance must be ${size} × ${size} as the mean is; got ${covariance.length} rows`
    );
  const flat = covariance.flat();
  if (!flat.every(Number.isFinite))
    throw new RangeError("covariance must be finite; got an entry that is not");
  const {factor} = cholesky(flat, size);
  const z = mean.map(() => normalDeviate(uniform()));
  return mean.map((centre, k) => {
    let value = centre;
    for (let m = 0; m <= k; ++m) value += factor[k * size + m] * z[m];
    return value;
  });
}
