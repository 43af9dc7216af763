import {exp, log} from "../numeric/elementary.js";

/** What a residual of a cell measures. */
export type ResidualType = "raw" | "pearson" | "deviance" | "anscombe";

/**
 * Residuals of cells with c cases and μ fitted: raw c − μ; Pearson (c − μ)/√μ; deviance
 * sign(c − μ) √(2 [c log(c/μ) − (c − μ)]); Anscombe 3/2 (c^⅔ − μ^⅔) / μ^⅙. A cell without fitted cases has 0
 * when it has none, else Infinity.
 * @throws RangeError when lengths differ or a fitted figure is negative.
 * Source: McCullagh and Nelder (1989), Generalized linear models, §2.4. Witness: R's residuals(glm).
 */
export function poissonResiduals(
  cases: Float64Array,
  fitted: Float64Array,
  type: ResidualType = "deviance"
): Float64Array {
  if (fitted.length !== cases.length)
    throw new RangeError(`fitted must have ${cases.length} rows as cases has; got ${fitted.length}`);
  const root = (x: number, of: number) => (x > 0 ? exp(log(x) / of) : 0);
  return cases.map((c, i) => {
    const mu = fitted[i];
    if (!(mu >= 0)) throw new RangeError(`fitted must be ≥ 0; got ${mu} in row ${i}`);
    if (type === "raw") return c - mu;
    if (mu === 0) return c > 0 ? Infinity : 0;
    if (type === "pearson") return (c - mu) / Math.sqrt(mu);
    if (type === "anscombe") {
      const [a, b] = [root(c, 3), root(mu, 3)];
      return (1.5 * (a * a - b * b)) / root(mu, 6);
    }
    const distance = 2 * ((c > 0 ? c * log(c / mu) : 0) - (c - mu));
    return (c < mu ? -1 : 1) * Math.sqrt(Math.max(0, distance));
  });
}
