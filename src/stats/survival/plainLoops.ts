import {exp} from "../numeric/elementary.js";
import type {RowLoops, Rows} from "./rowLoops.js";

/** The loops in plain JavaScript, for short tables, many parameters, and engines without WebAssembly. */
export function plainLoops(p: number, width: number): RowLoops {
  const kept = 2 * ((p + 2) >> 1);
  const block = new Float64Array(p * width);
  const scaled = new Float64Array(width);
  return {
    risks: ({values, weighted}, theta, from, size) =>
      risks(from, from + size + (size % 2), width, values, theta, weighted),
    addUp: ({values, weighted, ...places}, into, at, from, size) =>
      addUp(from, from + size, width, values, weighted, places[at]!, into, at === "slot" ? 1 : -1),
    products(rows, cumulative, into, from, size) {
      block.fill(0);
      products(rows, from, from + size, p, width, kept, cumulative, scaled, block);
      for (let k = 0; k < block.length; ++k) into[k] += block[k];
    }
  };
}

function risks(
  from: number,
  to: number,
  width: number,
  values: Float64Array,
  theta: Float64Array,
  into: Float64Array
): number {
  let most = -Infinity;
  for (let i = from, at = from * width; i < to; ++i, at += width) {
    let even = values[at] * theta[0];
    let odd = values[at + 1] * theta[1];
    for (let k = 2; k < width; k += 2) {
      even += values[at + k] * theta[k];
      odd += values[at + k + 1] * theta[k + 1];
    }
    const exponent = even + odd;
    most = Math.max(most, exponent);
    into[i] = exp(Math.max(exponent, -700));
  }
  return most;
}

function addUp(
  from: number,
  to: number,
  width: number,
  values: Float64Array,
  weighted: Float64Array,
  place: Int32Array,
  into: Float64Array,
  sign: number
): void {
  for (let i = from, at = from * width; i < to; ++i, at += width) {
    const v = weighted[i] * sign;
    const sum = place[i] * width;
    for (let k = 0; k < width; ++k) into[sum + k] += v * values[at + k];
  }
}

function products(
  {values, weighted, slot, entry}: Rows,
  from: number,
  to: number,
  p: number,
  width: number,
  kept: number,
  cumulative: Float64Array | undefined,
  scaled: Float64Array,
  into: Float64Array
): void {
  for (let i = from; i < to; ++i) {
    const at = i * width;
    let e = weighted[i];
    if (cumulative) e *= entry ? cumulative[slot[i]] - cumulative[entry[i]] : cumulative[slot[i]];
    for (let k = 0; k < kept; ++k) scaled[k] = e * values[at + k];
    for (let l = 0; l < p; ++l) {
      const x = values[at + l];
      for (let k = l & ~1; k < kept; ++k) into[l * width + k] += x * scaled[k];
    }
  }
}
