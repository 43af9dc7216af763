import {waldInterval, waldTest} from "../inference/wald.js";
import {chiSquareUpper} from "../numeric/chiSquare.js";
import {studentTQuantile, studentTUpper} from "../numeric/studentT.js";
import {sum} from "../numeric/sum.js";
import type {Interval, Test} from "../result/fit.js";
import {
  cochranQ,
  derSimonianLaird,
  none,
  restrictedLikelihood,
  type TauSquared,
  weightedMean
} from "./tauSquared.js";

/** How studies are pooled: one common effect, or random effects by moments or restricted likelihood. */
export type MetaMethod = "fixed" | "dersimonian-laird" | "reml";

export interface MetaOptions {
  method?: MetaMethod;
  /** Hartung and Knapp's variance and t distribution; without it, the normal. */
  hartungKnapp?: boolean;
  level?: number;
}

/** A pooled estimate, and how far the studies agree. */
export interface Meta extends Interval {
  estimate: number;
  se: number;
  /** estimate / se: normal, or t on K − 1 degrees of freedom with Hartung and Knapp's variance. */
  statistic: number;
  p: number;
  level: number;
  method: MetaMethod;
  studies: number;
  /** Share of each study in the estimate; they sum to 1. */
  weights: number[];
  tauSquared: number;
  /** Cochran's test of one effect common to all. */
  q: Test;
  /** Share of the total variance that lies between studies, 0 to 1. */
  iSquared: number;
  /** Where the effect of a further study lies; for random effects and three studies or more. */
  prediction?: Interval;
  warnings: string[];
}

const estimators: Record<MetaMethod, TauSquared> = {
  fixed: none,
  "dersimonian-laird": derSimonianLaird,
  reml: restrictedLikelihood
};

/**
 * Pools estimates of one quantity: μ = Σ wₖyₖ / Σwₖ with wₖ = 1 / (seₖ² + τ²), se = (Σwₖ)^−½.
 *
 *   Hartung–Knapp: se² = Σ wₖ(yₖ − μ)² / ((K − 1) Σwₖ)
 *   I² = τ² / (τ² + s²), s² = (K − 1)Σuₖ / ((Σuₖ)² − Σuₖ²), uₖ = 1/seₖ²; fixed: max(0, 1 − (K − 1)/Q)
 *   prediction: μ ± t(K − 2) · (τ² + se²)^½
 *
 * @param estimates of each study, such as a log rate ratio or an ERR per Gy; one study gives itself.
 * @param ses standard errors, > 0.
 * @throws RangeError when there is no study, lengths differ, a figure is not finite or a standard error not
 *   positive, the level is not inside (0, 1), or one study is to have Hartung and Knapp's variance.
 *   ConvergenceError when REML does not settle.
 * Source: DerSimonian and Laird (1986); Higgins and Thompson (2002), Stat Med 21:1539; Hartung and Knapp
 *   (2001), Stat Med 20:3875; Higgins, Thompson and Spiegelhalter (2009), J R Stat Soc A 172:137.
 * Witness: metafor on the BCG trials, test/stats/meta/meta.test.ts.
 */
export function meta(estimates: readonly number[], ses: readonly number[], options: MetaOptions = {}): Meta {
  const {method = "reml", hartungKnapp = false, level = 0.95} = options;
  check(estimates, ses);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const studies = estimates.length;
  if (hartungKnapp && studies < 2)
    throw new RangeError(`studies must be two or more for Hartung and Knapp; got ${studies}`);
  const variances = ses.map((se) => se * se);
  const tauSquared = estimators[method](estimates, variances);
  const {weights, total, mean} = weightedMean(estimates, variances, tauSquared);
  const warnings: string[] = [];
  let se = 1 / Math.sqrt(total);
  if (hartungKnapp) {
    const spread = sum(weights.map((weight, k) => weight * (estimates[k] - mean) * (estimates[k] - mean)));
    const factor = Math.sqrt(spread / (studies - 1));
    if (factor < 1) warnings.push("Hartung and Knapp's standard error is smaller than the unadjusted one");
    se *= factor;
  }
  const tested = hartungKnapp ? tInference(mean, se, studies - 1, level) : normalInference(mean, se, level);
  const q = cochranQ(estimates, variances);
  const random = method !== "fixed";
  const spread = Math.sqrt(tauSquared + se * se);
  return {
    estimate: mean,
    se,
    ...tested,
    level,
    method,
    studies,
    weights: weights.map((weight) => weight / total),
    tauSquared,
    q: {statistic: q, df: studies - 1, p: studies > 1 ? chiSquareUpper(q, studies - 1) : 1},
    iSquared: random ? shareBetween(tauSquared, variances) : q > 0 ? Math.max(0, 1 - (studies - 1) / q) : 0,
    ...(random && studies >= 3 && {prediction: tInterval(mean, spread, studies - 2, level)}),
    warnings
  };
}

function normalInference(mean: number, se: number, level: number) {
  return {...waldTest(mean, se), ...waldInterval(mean, se, level)};
}

function tInference(mean: number, se: number, df: number, level: number) {
  const statistic = mean / se;
  return {
    statistic,
    p: Math.min(1, 2 * studentTUpper(Math.abs(statistic), df)),
    ...tInterval(mean, se, df, level)
  };
}

function tInterval(mean: number, se: number, df: number, level: number): Interval {
  const t = studentTQuantile((1 - level) / 2, df, true);
  return {lower: mean - t * se, upper: mean + t * se};
}

function shareBetween(tauSquared: number, variances: readonly number[]): number {
  if (tauSquared === 0) return 0;
  const weights = variances.map((variance) => 1 / variance);
  const total = sum(weights);
  const typical =
    ((variances.length - 1) * total) / (total * total - sum(weights.map((weight) => weight * weight)));
  return tauSquared / (tauSquared + typical);
}

function check(estimates: readonly number[], ses: readonly number[]): void {
  if (estimates.length === 0) throw new RangeError("estimates must hold a study; got none");
  if (ses.length !== estimates.length)
    throw new RangeError(`ses must have ${estimates.length} entries as estimates has; got ${ses.length}`);
  for (let k = 0; k < ses.length; ++k) {
    if (!Number.isFinite(estimates[k]))
      throw new RangeError(`estimate must be finite; got ${estimates[k]} in study ${k}`);
    if (!(ses[k] > 0 && ses[k] < Infinity))
      throw new RangeError(`se must be > 0; got ${ses[k]} in study ${k}`);
  }
}
