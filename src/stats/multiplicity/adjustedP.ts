/** How p-values of several tests are adjusted: by false discovery rate, or by family-wise error. */
export type Adjustment = "benjamini-hochberg" | "benjamini-yekutieli" | "hochberg" | "holm" | "bonferroni";

/** The factor of the p-value of a rank (1 the smallest) among m, and the way in which it must be monotone. */
interface Rule {
  factor: (rank: number, m: number) => number;
  /** Step up takes the smallest from the largest p down; step down the largest from the smallest up. */
  step: "up" | "down" | "none";
}

const rules: Record<Adjustment, Rule> = {
  "benjamini-hochberg": {factor: (rank, m) => m / rank, step: "up"},
  "benjamini-yekutieli": {factor: (rank, m) => (harmonic(m) * m) / rank, step: "up"},
  hochberg: {factor: (rank, m) => m - rank + 1, step: "up"},
  holm: {factor: (rank, m) => m - rank + 1, step: "down"},
  bonferroni: {factor: (_, m) => m, step: "none"}
};

/**
 * p-values adjusted for their number, in the order given, at most 1; equal p-values stay equal and none
 * gives none.
 *
 *   Benjamini–Hochberg: p̃(i) = min over j ≥ i of m·p(j)/j — the false discovery rate at which test i is declared
 *   Benjamini–Yekutieli: the same times Σ1/i, for any dependence
 *   Holm: max over j ≤ i of (m − j + 1)·p(j); Hochberg: min over j ≥ i of the same; Bonferroni: m·p
 *
 * @throws RangeError when a p-value is not a probability.
 * Source: Benjamini and Hochberg (1995), J R Stat Soc B 57:289; Benjamini and Yekutieli (2001), Ann Stat 29:1165;
 *   Holm (1979), Scand J Stat 6:65. Witness: R's p.adjust, test/stats/multiplicity/adjustedP.test.ts.
 */
export function adjustedP(p: ArrayLike<number>, method: Adjustment = "benjamini-hochberg"): number[] {
  const m = p.length;
  for (let i = 0; i < m; ++i)
    if (!(p[i] >= 0 && p[i] <= 1)) throw new RangeError(`p must be a probability; got ${p[i]} in test ${i}`);
  const {factor, step} = rules[method];
  const order = Array.from(p, (_, i) => i).sort((a, b) => p[a] - p[b]);
  const adjusted = order.map((test, i) => factor(i + 1, m) * p[test]);
  if (step === "up") for (let i = m - 2; i >= 0; --i) adjusted[i] = Math.min(adjusted[i], adjusted[i + 1]);
  if (step === "down") for (let i = 1; i < m; ++i) adjusted[i] = Math.max(adjusted[i], adjusted[i - 1]);
  const result = new Array<number>(m);
  order.forEach((test, i) => {
    result[test] = Math.min(1, adjusted[i]);
  });
  return result;
}

function harmonic(m: number): number {
  let total = 0;
  for (let i = 1; i <= m; ++i) total += 1 / i;
  return total;
}
