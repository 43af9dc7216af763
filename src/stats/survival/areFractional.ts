/**
 * Whether any weight is no whole number: those are sampling weights, which take the robust variance, and not
 * counts of persons.
 * @param weights of the rows; none are all 1. Witness: by hand, test/stats/survival/areFractional.test.ts.
 */
export function areFractional(weights: ArrayLike<number> | undefined): boolean {
  // Array.prototype.some takes a hundred times as long on a typed column.
  if (weights)
    for (let i = 0; i < weights.length; ++i) if (weights[i] !== Math.floor(weights[i])) return true;
  return false;
}
