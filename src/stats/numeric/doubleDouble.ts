/** A number as the sum of a double and what its rounding lost: some 31 digits. */
export interface Twofold {
  high: number;
  low: number;
}

/** 2²⁷ + 1: splits a double into two halves whose products are exact. */
const splitter = 134217729;

/** a + b, exactly. Source: Knuth, The Art of Computer Programming 2, 4.2.2. */
export function exactSum(a: number, b: number): Twofold {
  const high = a + b;
  const part = high - a;
  return {high, low: a - (high - part) + (b - part)};
}

/** a · b, exactly while neither the product nor its lost part leaves the range of doubles, else rounded. Source: Dekker (1971). */
export function exactProduct(a: number, b: number): Twofold {
  const high = a * b;
  const splitA = splitter * a;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = splitter * b;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  const low = lowA * lowB - (high - highA * highB - lowA * highB - highA * lowB);
  return {high, low: Number.isFinite(low) ? low : 0};
}

/** a + b, to 31 digits of the larger. */
export function add(a: Twofold, b: Twofold): Twofold {
  const {high, low} = exactSum(a.high, b.high);
  return normalise(high, low + a.low + b.low);
}

/** a · b. */
export function multiply(a: Twofold, b: Twofold): Twofold {
  const {high, low} = exactProduct(a.high, b.high);
  return normalise(high, low + (a.high * b.low + a.low * b.high));
}

/** a / b. */
export function divide(a: Twofold, b: Twofold): Twofold {
  const quotient = a.high / b.high;
  const product = exactProduct(quotient, b.high);
  return normalise(quotient, (a.high - product.high - product.low + a.low - quotient * b.low) / b.high);
}

export function negate({high, low}: Twofold): Twofold {
  return {high: -high, low: -low};
}

/** A double as it is. */
export function twofold(high: number): Twofold {
  return {high, low: 0};
}

function normalise(high: number, low: number): Twofold {
  const total = high + low;
  return {high: total, low: low - (total - high)};
}
