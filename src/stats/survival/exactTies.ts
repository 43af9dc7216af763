import {log} from "../numeric/elementary.js";
import type {RiskSets} from "./riskSets.js";

/**
 * The part of the exact likelihood that belongs to times with several events. With d events among those at risk,
 * the denominator is e_d(r), the sum over all draws of d of the products of their risks; it and its derivatives
 * follow from the recursion e_j ← e_j + r·e_{j−1} over those at risk, in n·d steps.
 *
 * @returns a function that gives Σ log e_d, adds the covariance of the drawn sum of slopes to a row-major matrix,
 * and sets for each row the probability of being drawn.
 * Source: Gail, Lubin and Rubinstein (1981); Howard (1972). Witness: R coxph(ties = "exact") and clogit,
 * test/stats/survival/exactTies.test.ts.
 */
export function exactTies(
  sets: RiskSets
): (
  risk: Float64Array,
  slopes: readonly Float64Array[],
  p: number,
  drawn: Float64Array,
  information: Float64Array
) => number {
  const tied = tiedRiskSets(sets);
  return (risk, slopes, p, drawn, information) => {
    drawn.fill(0);
    let logs = 0;
    for (const {d, members} of tied) {
      const n = members.length;
      if (d === n) {
        // All at risk have the event: one draw, and nothing to learn.
        for (const i of members) {
          logs += log(risk[i]);
          drawn[i] += 1;
        }
        continue;
      }
      let total = 0;
      for (const i of members) total += risk[i];
      // With risks that add up to d the sums stay near e^d.
      const unit = total / d;
      const sums = prefixSums(members, risk, unit, d);
      const value = sums[n * (d + 1) + d];
      logs += log(value) + d * log(unit);
      inclusion(members, risk, unit, d, sums, drawn);
      covariance(members, risk, slopes, p, unit, d, value, information);
    }
    return logs;
  };
}

function tiedRiskSets({from, to, ptr, deathPtr}: RiskSets): {d: number; members: Int32Array}[] {
  const several: number[] = [];
  for (let k = 0; k + 1 < deathPtr.length; ++k) if (deathPtr[k + 1] - deathPtr[k] > 1) several.push(k);
  if (several.length === 0) return [];
  // Rows by stratum, so that sets of a stratum are sought among its rows alone.
  const stratumOf = new Int32Array(deathPtr.length);
  for (let s = 0; s + 1 < ptr.length; ++s) stratumOf.fill(s, ptr[s], ptr[s + 1]);
  const rows: number[][] = Array.from({length: ptr.length - 1}, () => []);
  for (let i = 0; i < to.length; ++i) if (to[i] > from[i]) rows[stratumOf[to[i] - 1]].push(i);
  return several.map((k) => ({
    d: deathPtr[k + 1] - deathPtr[k],
    members: Int32Array.from(rows[stratumOf[k]].filter((i) => from[i] <= k && k < to[i]))
  }));
}

/** e_0 … e_d of the first m members, for m = 0 … n, row-major. */
function prefixSums(members: Int32Array, risk: Float64Array, unit: number, d: number): Float64Array {
  const width = d + 1;
  const sums = new Float64Array((members.length + 1) * width);
  sums[0] = 1;
  for (let m = 0; m < members.length; ++m) {
    const r = risk[members[m]] / unit;
    const at = m * width;
    sums[at + width] = 1;
    for (let j = 1; j <= d; ++j) sums[at + width + j] = sums[at + j] + r * sums[at + j - 1];
  }
  return sums;
}

/** Adds to each member the share of draws that it is in: r·e_{d−1} of the others, over e_d. */
function inclusion(
  members: Int32Array,
  risk: Float64Array,
  unit: number,
  d: number,
  prefix: Float64Array,
  drawn: Float64Array
): void {
  const width = d + 1;
  const n = members.length;
  const value = prefix[n * width + d];
  const suffix = new Float64Array(width);
  suffix[0] = 1;
  for (let m = n - 1; m >= 0; --m) {
    const r = risk[members[m]] / unit;
    let others = 0;
    for (let j = 0; j < d; ++j) others += prefix[m * width + j] * suffix[d - 1 - j];
    drawn[members[m]] += (r * others) / value;
    for (let j = d; j >= 1; --j) suffix[j] += r * suffix[j - 1];
  }
}

/** Adds the covariance matrix of the sum of slopes over a draw, from the recursion's derivatives. */
function covariance(
  members: Int32Array,
  risk: Float64Array,
  slopes: readonly Float64Array[],
  p: number,
  unit: number,
  d: number,
  value: number,
  information: Float64Array
): void {
  const e = new Float64Array(d + 1);
  const first = new Float64Array((d + 1) * p);
  const second = new Float64Array((d + 1) * p * p);
  e[0] = 1;
  for (const i of members) {
    const r = risk[i] / unit;
    for (let j = d; j >= 1; --j) {
      const before = e[j - 1];
      for (let k = 0; k < p; ++k) {
        const g = slopes[k][i];
        const firstK = first[(j - 1) * p + k];
        for (let l = 0; l <= k; ++l)
          second[(j * p + k) * p + l] +=
            r *
            (second[((j - 1) * p + k) * p + l] +
              g * first[(j - 1) * p + l] +
              slopes[l][i] * firstK +
              g * slopes[l][i] * before);
      }
      for (let k = 0; k < p; ++k) first[j * p + k] += r * (first[(j - 1) * p + k] + slopes[k][i] * before);
      e[j] += r * before;
    }
  }
  for (let k = 0; k < p; ++k)
    for (let l = 0; l <= k; ++l)
      information[k * p + l] +=
        second[(d * p + k) * p + l] / value - (first[d * p + k] / value) * (first[d * p + l] / value);
}
