import {cos, exp} from "./elementary.js";

/** Nodes and weights of Gauss and Legendre on [0, 1], by Newton steps on the polynomial. */
const nodes: number[] = [];
const weights: number[] = [];
const order = 48;
for (let i = 0; i < order; ++i) {
  let z = cos((Math.PI * (i + 0.75)) / (order + 0.5));
  let slope = 0;
  for (let step = 0; step < 8; ++step) {
    let [before, value] = [1, z];
    for (let n = 2; n <= order; ++n)
      [before, value] = [value, ((2 * n - 1) * z * value - (n - 1) * before) / n];
    slope = (order * (before - z * value)) / (1 - z * z);
    z -= value / slope;
  }
  nodes.push((1 - z) / 2);
  weights.push(1 / ((1 - z * z) * slope * slope));
}

/**
 * ∫ e^−h(u) du from 0 to where h reaches 40, h convex with h(0) = 0, by 48 points of Gauss and Legendre: what
 * lies beyond is less than 10⁻¹⁷ of the whole.
 * @param h the exponent and its slope at u.
 * @param guess an end to start Newton's search for h = 40 from; it need not be near.
 * @param end of the support.
 */
export function integrateDecay(
  h: (u: number) => number,
  slope: (u: number) => number,
  guess: number,
  end: number
): number {
  let length = Math.min(guess, 0.999 * end);
  for (let step = 0; step < 4; ++step) {
    const next = length + (40 - h(length)) / slope(length);
    length = Math.min(Math.max(next, length / 4), (length + 3 * end) / 4);
  }
  let sum = 0;
  for (let i = 0; i < order; ++i) sum += weights[i] * exp(-h(length * nodes[i]));
  return length * sum;
}
