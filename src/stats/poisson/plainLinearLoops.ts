import type {CountGroups, LinearLoops, LinearTable} from "./linearLoops.js";
import {sumsOfGroup} from "./linearLoops.js";

const value = new Float64Array(1);
const words = new Int32Array(value.buffer);
value[0] = 1;
/** Where the word with the exponent lies. */
const top = words[0] === 0 ? 1 : 0;

/** The loops in plain JavaScript, for short tables, many slopes, and engines without WebAssembly. */
export const plainLinearLoops: LinearLoops = {addUp, ratios, expected};

function addUp({weight, basis, lengths, whole, parts}: LinearTable): void {
  addColumn(weight, null, lengths, whole);
  for (let k = 0; k < basis.length; ++k) addColumn(weight, basis[k], lengths, parts[k]);
}

function addColumn(
  weight: Float64Array,
  factor: Float64Array | null,
  lengths: Int32Array,
  sums: Float64Array
): void {
  for (let s = 0, i = 0; s < lengths.length; ++s) {
    const end = i + lengths[s];
    let sum = 0;
    if (factor) for (; i < end; ++i) sum += weight[i] * factor[i];
    else for (; i < end; ++i) sum += weight[i];
    sums[s] = sum;
  }
}

function ratios({size, pairs, basis, sums}: CountGroups, theta: Float64Array): number {
  const slopes = basis.length;
  const width = 2 * sumsOfGroup(slopes);
  const scaled = new Float64Array(slopes);
  let least = Infinity;
  sums.fill(0, 0, size * width);
  for (let g = 0, i = 0; g < size; ++g) {
    const end = i + 2 * pairs[g];
    for (let lane = 0; lane < 2; ++lane) {
      const at = g * width + lane;
      let product = 1;
      let exponents = 0;
      for (let row = i + lane; row < end; row += 2) {
        let ratio = 1;
        for (let k = 0; k < slopes; ++k) ratio += theta[k] * basis[k][row];
        least = Math.min(least, ratio);
        value[0] = product * ratio;
        exponents += words[top] >>> 20;
        words[top] = (words[top] & 0xfffff) | 0x3ff00000;
        product = value[0];
        const inverse = 1 / ratio;
        for (let k = 0, next = at + 4 + 2 * slopes; k < slopes; ++k) {
          scaled[k] = basis[k][row] * inverse;
          sums[at + 4 + 2 * k] += scaled[k];
          for (let l = 0; l <= k; ++l, next += 2) sums[next] += scaled[k] * scaled[l];
        }
      }
      sums[at] = product;
      sums[at + 2] = exponents;
    }
    i = end;
  }
  return least;
}

function expected({theta, weight, basis, lengths, level, matrix}: LinearTable): void {
  const slopes = theta.length;
  const own = new Float64Array(slopes * slopes);
  matrix.fill(0);
  for (let s = 0, i = 0; s < lengths.length; ++s) {
    own.fill(0);
    for (const end = i + lengths[s]; i < end; ++i) {
      let ratio = 1;
      for (let k = 0; k < slopes; ++k) ratio += theta[k] * basis[k][i];
      const share = ratio > 0 ? (level[s] * weight[i]) / ratio : 0;
      for (let k = 0; k < slopes; ++k) {
        const first = share * basis[k][i];
        for (let l = 0; l <= k; ++l) own[k * slopes + l] += first * basis[l][i];
      }
    }
    for (let k = 0; k < own.length; ++k) matrix[k] += own[k];
  }
}
