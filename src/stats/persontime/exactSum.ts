/** 2²⁷ + 1: splits a double into two halves whose products are exact. */
export const splitter = 134217729;

/**
 * Adds dose × days to the sum `sums[at] + sums[at + 1]`, a double and what its rounding lost, both kept so
 * that the pair is exact while the sum needs no more than 105 bits: for doses of 53 bits that lie between
 * 2⁻¹⁰ and 2¹⁷ of their unit, up to 8·10¹² dose·days a cell. So the first of the pair is the correctly
 * rounded sum, whatever the order of persons and however they are spread over sites.
 * Source: Dekker (1971), Numer Math 18:224 (exact product and double-length sum).
 * Witness: against BigInt, test/stats/persontime/exactSum.test.ts.
 */
export function addProduct(sums: Float64Array, at: number, dose: number, days: number): void {
  const product = dose * days;
  const split = splitter * dose;
  const high = split - (split - dose);
  const lost = high * days - product + (dose - high) * days;
  addPair(sums, at, product, lost);
}

/** Adds the pair `value + low` to the pair at `at`. */
export function addPair(sums: Float64Array, at: number, value: number, low: number): void {
  const before = sums[at];
  const total = before + value;
  const part = total - before;
  const error = before - (total - part) + (value - part) + (sums[at + 1] + low);
  const rounded = total + error;
  sums[at] = rounded;
  sums[at + 1] = error - (rounded - total);
}
