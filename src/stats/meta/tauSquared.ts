import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import {ConvergenceError} from "../result/errors.js";

/** Between-study variance from estimates and their variances. */
export type TauSquared = (estimates: readonly number[], variances: readonly number[]) => number;

/** The mean weighted by 1 / (vₖ + τ²), and those weights. */
export function weightedMean(estimates: readonly number[], variances: readonly number[], tauSquared: number) {
  const weights = variances.map((variance) => 1 / (variance + tauSquared));
  const total = sum(weights);
  return {weights, total, mean: sum(weights.map((weight, k) => weight * estimates[k])) / total};
}

/** Σ wₖ(yₖ − μ)² at τ² = 0: Cochran's Q. */
export function cochranQ(estimates: readonly number[], variances: readonly number[]): number {
  const {weights, mean} = weightedMean(estimates, variances, 0);
  return sum(weights.map((weight, k) => weight * (estimates[k] - mean) * (estimates[k] - mean)));
}

/** No variance between studies: the common-effect model. */
export const none: TauSquared = () => 0;

/**
 * The moment estimator τ² = max(0, (Q − (K − 1)) / (Σw − Σw²/Σw)); 0 for one study.
 * Source: DerSimonian and Laird (1986), Control Clin Trials 7:177. Witness: metafor, test/stats/meta/meta.test.ts.
 */
export const derSimonianLaird: TauSquared = (estimates, variances) => {
  if (estimates.length < 2) return 0;
  const {weights, total} = weightedMean(estimates, variances, 0);
  const q = cochranQ(estimates, variances);
  const scale = total - sum(weights.map((weight) => weight * weight)) / total;
  return Math.max(0, (q - (estimates.length - 1)) / scale);
};

/**
 * The restricted maximum-likelihood estimator, ≥ 0, by Fisher scoring from the moment estimate with
 * step-halving; 0 for one study.
 *
 *   ℓ(τ²) = −½ Σ log(vₖ + τ²) − ½ log Σwₖ − ½ Σ wₖ(yₖ − μ)²
 *
 * @throws ConvergenceError after 1,000 steps.
 * Source: Viechtbauer (2005), J Educ Behav Stat 30:261. Witness: metafor, test/stats/meta/meta.test.ts.
 */
export const restrictedLikelihood: TauSquared = (estimates, variances) => {
  if (estimates.length < 2) return 0;
  const smallest = variances.reduce((least, value) => Math.min(least, value), Infinity);
  let tauSquared = derSimonianLaird(estimates, variances);
  let logLik = restrictedLogLik(estimates, variances, tauSquared);
  let step = Infinity;
  for (let iteration = 0; iteration < 1000; ++iteration) {
    step = scoringStep(estimates, variances, tauSquared);
    let next = Math.max(0, tauSquared + step);
    let reached = restrictedLogLik(estimates, variances, next);
    // Below the rounding of the likelihood a fall says nothing.
    while (reached < logLik - 1e-13 * Math.abs(logLik) && next !== tauSquared) {
      step /= 2;
      next = Math.max(0, tauSquared + step);
      reached = restrictedLogLik(estimates, variances, next);
    }
    const moved = Math.abs(next - tauSquared);
    tauSquared = next;
    logLik = reached;
    if (moved <= 1e-13 * (tauSquared + smallest)) return tauSquared;
  }
  throw new ConvergenceError("tau squared must settle within 1000 steps; got none", 1000, -2 * logLik, step);
};

function restrictedLogLik(
  estimates: readonly number[],
  variances: readonly number[],
  tauSquared: number
): number {
  const {weights, total, mean} = weightedMean(estimates, variances, tauSquared);
  const terms = weights.map(
    (weight, k) => log(weight) - weight * (estimates[k] - mean) * (estimates[k] - mean)
  );
  return (sum(terms) - log(total)) / 2;
}

/** Score over information: (y′PPy − tr P) / tr PP with P = W − W11′W/Σw. */
function scoringStep(estimates: readonly number[], variances: readonly number[], tauSquared: number): number {
  const {weights, total, mean} = weightedMean(estimates, variances, tauSquared);
  const squares = sum(weights.map((weight) => weight * weight));
  const cubes = sum(weights.map((weight) => weight * weight * weight));
  const residual = sum(
    weights.map((weight, k) => weight * weight * (estimates[k] - mean) * (estimates[k] - mean))
  );
  const trace = total - squares / total;
  const traceOfSquare = squares - (2 * cubes) / total + (squares / total) * (squares / total);
  return (residual - trace) / traceOfSquare;
}
