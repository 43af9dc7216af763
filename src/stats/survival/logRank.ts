import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import {pow} from "../numeric/elementary.js";
import type {Test} from "../result/fit.js";
import {checkFollowUp, type FollowUp} from "./followUp.js";
import {riskSets} from "./riskSets.js";
import {rowsOfGroups} from "./rowsOfGroups.js";

/** A comparison of groups: weighted observed and expected events of each, their χ² and its matrix. */
export interface GroupComparison extends Test {
  n: number[];
  observed: number[];
  expected: number[];
  /** Covariance of observed − expected. */
  vcov: number[][];
}

/**
 * The log-rank test that groups have one hazard, and its weighted kin: Σ W(t)(dⱼ − d·nⱼ/n) with
 * W = S(t−)^ρ (1 − S(t−))^γ, S the Kaplan–Meier curve of all groups (of a stratum), and hypergeometric variance.
 * ρ = γ = 0 is the log-rank test, ρ = 1, γ = 0 Peto and Peto's Wilcoxon test; others are Fleming and Harrington's.
 *
 * @param data subjects at risk on (entry, exit]; `group` 0 … G − 1; `strata` within which groups are compared.
 * @returns χ² on the number of groups with an expected event less 1.
 * @throws RangeError as `checkFollowUp`; when fewer than two groups are ever at risk at an event; for weights.
 * Source: Harrington and Fleming (1982). Witness: R survdiff, test/stats/survival/logRank.test.ts.
 */
export function logRank(
  data: Omit<FollowUp, "weights"> & {group: ArrayLike<number>; strata?: ArrayLike<number>},
  {rho = 0, gamma = 0} = {}
): GroupComparison {
  checkFollowUp(data);
  const {entry, exit, event, group, strata} = data;
  const groups = rowsOfGroups(group, exit.length);
  const G = groups.size;
  const sets = riskSets(entry, exit, event, strata);
  const size = sets.time.length;
  const atRisk = new Float64Array(size * G);
  const dead = new Float64Array(size * G);
  for (let i = 0; i < exit.length; ++i) {
    if (sets.from[i] === sets.to[i]) continue;
    atRisk[(sets.to[i] - 1) * G + group[i]] += 1;
    if (event[i]) dead[(sets.to[i] - 1) * G + group[i]] += 1;
  }
  for (const i of sets.lateRows) atRisk[(sets.from[i] - 1) * G + group[i]] -= 1;
  const observed = new Float64Array(G);
  const expected = new Float64Array(G);
  const vcov = new Float64Array(G * G);
  for (let s = 0; s + 1 < sets.ptr.length; ++s) {
    for (let k = sets.ptr[s + 1] - 2; k >= sets.ptr[s]; --k)
      for (let j = 0; j < G; ++j) atRisk[k * G + j] += atRisk[(k + 1) * G + j];
    let survival = 1;
    for (let k = sets.ptr[s]; k < sets.ptr[s + 1]; ++k) {
      const risk = atRisk.subarray(k * G, (k + 1) * G);
      const events = dead.subarray(k * G, (k + 1) * G);
      const n = risk.reduce((a, b) => a + b, 0);
      const d = events.reduce((a, b) => a + b, 0);
      const w = (rho === 0 ? 1 : pow(survival, rho)) * (gamma === 0 ? 1 : pow(1 - survival, gamma));
      survival *= (n - d) / n;
      const factor = n > 1 ? (w * w * d * (n - d)) / (n * n * (n - 1)) : 0;
      for (let j = 0; j < G; ++j) {
        observed[j] += w * events[j];
        expected[j] += (w * d * risk[j]) / n;
        for (let l = 0; l < G; ++l) vcov[j * G + l] += factor * risk[j] * ((j === l ? n : 0) - risk[l]);
      }
    }
  }
  const compared = Array.from({length: G}, (_, j) => j).filter((j) => expected[j] > 0);
  if (compared.length < 2) throw new RangeError(`groups at risk must be two or more; got ${compared.length}`);
  const statistic = quadratic(observed, expected, vcov, G, compared.slice(1));
  const df = compared.length - 1;
  return Object.freeze({
    n: Array.from({length: G}, (_, j) => groups.ptr[j + 1] - groups.ptr[j]),
    observed: Array.from(observed),
    expected: Array.from(expected),
    vcov: Array.from({length: G}, (_, j) => Array.from(vcov.subarray(j * G, (j + 1) * G))),
    statistic,
    df,
    p: chiSquareUpper(statistic, df)
  });
}

function quadratic(
  observed: Float64Array,
  expected: Float64Array,
  vcov: Float64Array,
  G: number,
  kept: number[]
): number {
  const u = kept.map((j) => observed[j] - expected[j]);
  const matrix = kept.flatMap((j) => kept.map((l) => vcov[j * G + l]));
  return solve(cholesky(matrix, kept.length), u).reduce((sum, value, k) => sum + value * u[k], 0);
}
