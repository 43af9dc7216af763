import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import {pow} from "../numeric/elementary.js";
import type {Test} from "../result/fit.js";
import {checkFollowUp} from "./followUp.js";
import {orderByTime} from "./orderByTime.js";
import {rowsOfGroups} from "./rowsOfGroups.js";

/** Subjects of groups whose cumulative incidence of a kind of event is compared. */
export interface GrayData {
  exit: ArrayLike<number>;
  /** 0 censored, 1 … k the kind of event. */
  cause: ArrayLike<number>;
  /** The kind compared; 1 when absent. */
  of?: number;
  group: ArrayLike<number>;
  strata?: ArrayLike<number>;
}

/**
 * Gray's test that groups have one cumulative incidence: a log-rank test of the subdistribution hazard, with
 * Rⱼ = nⱼ (1 − Fⱼ(t−))/Sⱼ(t−) in place of the number at risk and weight (1 − F(t−))^ρ; score and variance are added
 * over strata.
 * @returns χ² on G − 1 degrees of freedom.
 * @throws RangeError as `checkFollowUp`; when there are fewer than two groups, or no event of the kind.
 * Source: Gray (1988). Witness: R cmprsk cuminc, test/stats/survival/grayTest.test.ts.
 */
export function grayTest({exit, cause, of = 1, group, strata}: GrayData, {rho = 0} = {}): Test {
  checkFollowUp({exit, event: Uint8Array.from(cause, (c) => (c > 0 ? 1 : 0))});
  const kinds = Uint8Array.from(cause, (c) => (c === 0 ? 0 : c === of ? 1 : 2));
  if (!kinds.includes(1)) throw new RangeError(`cause must hold an event of kind ${of}; got none`);
  const G = rowsOfGroups(group, exit.length).size;
  if (G < 2) throw new RangeError(`groups must be two or more; got ${G}`);
  const blocks = rowsOfGroups(strata, exit.length, "strata");
  const score = new Float64Array(G);
  const variance = new Float64Array(G * G);
  for (let s = 0; s < blocks.size; ++s) {
    const rows = blocks.rows.subarray(blocks.ptr[s], blocks.ptr[s + 1]);
    const order = orderByTime(Float64Array.from(rows, (i) => exit[i]));
    addStratum(
      Int32Array.from(order, (j) => rows[j]),
      exit,
      kinds,
      group,
      G,
      rho,
      score,
      variance
    );
  }
  const df = G - 1;
  const u = score.slice(0, df);
  const matrix = Array.from({length: df * df}, (_, k) => variance[Math.floor(k / df) * G + (k % df)]);
  const statistic = solve(cholesky(matrix, df), u).reduce((sum, value, k) => sum + value * u[k], 0);
  return {statistic, df, p: chiSquareUpper(statistic, df)};
}

function addStratum(
  rows: Int32Array,
  exit: ArrayLike<number>,
  kinds: Uint8Array,
  group: ArrayLike<number>,
  G: number,
  rho: number,
  score: Float64Array,
  variance: Float64Array
): void {
  const column = () => new Float64Array(G);
  const risk = column();
  for (const i of rows) ++risk[group[i]];
  const survival = column().fill(1);
  const incidence = column();
  const c = new Float64Array(G * G);
  const a = new Float64Array(G * G);
  // Sums over times of the variance of each group's martingale, alone, with a, and with a twice.
  const v3 = column();
  const v2 = new Float64Array(G * G);
  let pooled = 0;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && exit[rows[to]] === exit[rows[from]]) ++to;
    const own = column();
    const other = column();
    for (let j = from; j < to; ++j) {
      if (kinds[rows[j]] === 1) ++own[group[rows[j]]];
      else if (kinds[rows[j]] === 2) ++other[group[rows[j]]];
    }
    const events = own.reduce((x, y) => x + y, 0);
    const competing = other.reduce((x, y) => x + y, 0);
    if (events + competing > 0) {
      const share = column();
      let tr = 0;
      let tq = 0;
      const after = survival.slice();
      for (let g = 0; g < G; ++g) {
        if (risk[g] === 0) continue;
        after[g] = (survival[g] * (risk[g] - own[g] - other[g])) / risk[g];
        share[g] = risk[g] / survival[g];
        tr += share[g];
        tq += share[g] * (1 - incidence[g]);
      }
      const next = pooled + events / tr;
      const weight = rho === 0 ? 1 : pow(1 - pooled, rho);
      for (let g = 0; g < G; ++g)
        for (let h = 0; h < G; ++h) {
          a[g * G + h] = weight * share[g] * ((g === h ? 1 : 0) - share[h] / tr);
          c[g * G + h] += (a[g * G + h] * events) / (tr * (1 - pooled));
        }
      for (let g = 0; g < G; ++g)
        if (risk[g] > 0) score[g] += weight * (own[g] - (events * share[g] * (1 - incidence[g])) / tq);
      for (let k = 0; k < G; ++k) {
        if (risk[k] === 0) continue;
        if (events > 0) {
          const t4 = after[k] > 0 ? 1 - (1 - next) / after[k] : 1;
          const t5 = events > 1 ? 1 - (events - 1) / (tr * survival[k] - 1) : 1;
          add(k, t4, 1, (t5 * survival[k] * events) / (tr * risk[k]));
        }
        if (other[k] > 0 && after[k] > 0) {
          const t5 = other[k] > 1 ? 1 - (other[k] - 1) / (risk[k] - 1) : 1;
          add(k, (1 - next) / after[k], 0, (t5 * survival[k] * survival[k] * other[k]) / (risk[k] * risk[k]));
        }
      }
      for (let g = 0; g < G; ++g) if (risk[g] > 0) incidence[g] += (survival[g] * own[g]) / risk[g];
      survival.set(after);
      pooled = next;
    }
    for (let j = from; j < to; ++j) --risk[group[rows[j]]];
  }
  for (let g = 0; g < G; ++g)
    for (let h = 0; h < G; ++h)
      for (let k = 0; k < G; ++k)
        variance[g * G + h] +=
          c[g * G + k] * c[h * G + k] * v3[k] + c[g * G + k] * v2[h * G + k] + c[h * G + k] * v2[g * G + k];

  /** An event of group k, or of a kind that competes (`direct` 0): its part of the martingale variance. */
  function add(k: number, t4: number, direct: 0 | 1, t3: number): void {
    const sign = direct === 1 ? 1 : -1;
    v3[k] += t4 * t4 * t3;
    for (let g = 0; g < G; ++g) {
      const t1 = direct * a[g * G + k] - sign * t4 * c[g * G + k];
      v2[g * G + k] += sign * t1 * t4 * t3;
      for (let h = 0; h < G; ++h) {
        const t2 = direct * a[h * G + k] - sign * t4 * c[h * G + k];
        variance[g * G + h] += t1 * t2 * t3;
      }
    }
  }
}
