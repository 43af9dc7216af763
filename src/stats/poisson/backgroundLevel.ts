/** The background level of one stratum under a given excess, and whether it is free to move. */
export interface Level {
  value: number;
  /** False where the level lies on its lower limit, so that it does not follow its score. */
  interior: boolean;
  /** Cell that sets a lower limit above 0; −1 otherwise. */
  limiting: number;
}

/**
 * The level B ≥ 0 that maximises Σ c log(B b + e) − B Σ b with every B b + e ≥ 0: the root of
 * Σ c b / (B b + e) = Σ b, by Newton's method on the reciprocal of the sum, which is all but straight in B.
 * On the lower limit max(0, −e / b) when the sum is too small there already.
 *
 * @param b expected cases at level 1, @param e excess cases, of the block's cells `from` to `to`.
 * @param withCases cells of the block with cases, those from position `begin` to `end` being the stratum's.
 * @param guess where to begin.
 * @returns null when no level makes every cell with cases positive.
 */
export function backgroundLevel(
  cases: Float64Array,
  origin: number,
  b: Float64Array,
  e: Float64Array,
  from: number,
  to: number,
  withCases: Int32Array,
  begin: number,
  end: number,
  guess: number
): Level | null {
  let weight = 0;
  let lowest = 0;
  let limiting = -1;
  for (let i = from; i < to; ++i) {
    weight += b[i];
    if (e[i] < 0) {
      if (!(b[i] > 0)) return null;
      if (-e[i] / b[i] > lowest) {
        lowest = -e[i] / b[i];
        limiting = i;
      }
    }
  }
  let total = 0;
  let sum = 0;
  for (let j = begin; j < end; ++j) {
    const i = withCases[j] - origin;
    total += cases[withCases[j]];
    sum += (cases[withCases[j]] * b[i]) / Math.max(0, lowest * b[i] + e[i]);
  }
  if (!(sum > weight)) return {value: lowest, interior: false, limiting};
  let low = lowest;
  let high = lowest + total / weight;
  let level = guess > low && guess < high ? guess : Math.min(high, lowest + (high - lowest) / 2);
  for (let iteration = 0; iteration < 100; ++iteration) {
    sum = 0;
    let slope = 0;
    for (let j = begin; j < end; ++j) {
      const i = withCases[j] - origin;
      const share = b[i] / (level * b[i] + e[i]);
      sum += cases[withCases[j]] * share;
      slope += cases[withCases[j]] * share * share;
    }
    if (sum > weight) low = level;
    else high = level;
    const step = (sum * (sum - weight)) / (weight * slope);
    let next = level + step;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    const moved = Math.abs(next - level);
    level = next;
    if (moved <= 1e-15 * level || high - low <= 1e-15 * high) break;
    if (Math.abs(step) <= 1e-9 * level && moved === Math.abs(step) && iteration > 0) {
      // One quadratic step more than needed: done to rounding.
      break;
    }
  }
  return {value: level, interior: true, limiting: -1};
}
