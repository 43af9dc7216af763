/** A point and how high it lies. */
interface Height {
  logLik: number;
}

/**
 * The highest point that Brent's search finds between two abscissas, from one within: parabolas through the three
 * highest points so far, golden sections where these lead nowhere, until it is known to the tolerance.
 * @param at the point at an abscissa. @param x abscissa of the first point.
 * Source: Brent (1973), Algorithms for minimization without derivatives, ch. 5.
 * Witness: by hand, test/stats/poisson/highestBetween.test.ts.
 */
export function highestBetween<T extends Height>(
  at: (x: number) => T,
  first: {x: number; point: T},
  [from, to]: readonly [number, number],
  tolerance: number
): T {
  const golden = (3 - Math.sqrt(5)) / 2;
  let [low, high] = [from, to];
  let [best, second, third] = [first, first, first];
  let [step, before] = [0, 0];
  for (;;) {
    const {x} = best;
    const middle = (low + high) / 2;
    if (Math.abs(x - middle) <= 2 * tolerance - (high - low) / 2) return best.point;
    const aimed = vertex(best, second, third) - x;
    const isNear =
      Math.abs(aimed) < Math.abs(before) / 2 && x + aimed > low && x + aimed < high && before !== 0;
    before = isNear ? step : (x >= middle ? low : high) - x;
    step = isNear ? aimed : golden * before;
    if (isNear && (x + step - low < 2 * tolerance || high - x - step < 2 * tolerance))
      step = x < middle ? tolerance : -tolerance;
    if (Math.abs(step) < tolerance) step = step < 0 ? -tolerance : tolerance;
    const next = {x: x + step, point: at(x + step)};
    const isHigher = next.point.logLik >= best.point.logLik;
    if (isHigher ? step > 0 : step < 0) low = isHigher ? x : next.x;
    else high = isHigher ? x : next.x;
    if (isHigher) [third, second, best] = [second, best, next];
    else if (next.point.logLik >= second.point.logLik || second === best) [third, second] = [second, next];
    else if (next.point.logLik >= third.point.logLik || third === best || third === second) third = next;
  }
}

/** Where the parabola through three points has its vertex; NaN where there is none. */
function vertex(...points: readonly {x: number; point: Height}[]): number {
  const [[x, f], [w, g], [v, h]] = points.map((p) => [p.x, p.point.logLik]);
  const r = (x - w) * (h - f);
  const q = (x - v) * (g - f);
  return x - ((x - v) * q - (x - w) * r) / (2 * (q - r));
}
