import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import {mirror} from "./likelihood.js";
import {type CountGroups, sumsOfGroup} from "./linearLoops.js";

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** Σ c log r, Σ c bₖ/r and Σ c bₖ bₗ/r² from the sums of each group. */
export function collectGroups({size: groups, count, pairs, sums}: CountGroups, size: number): Point {
  const width = 2 * sumsOfGroup(size);
  const logs = new Float64Array(2 * groups);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  for (let g = 0, at = 0; g < groups; ++g, at += width) {
    const c = count[g];
    const exponent = sums[at + 2] + sums[at + 3] - 2046 * pairs[g];
    logs[2 * g] = c * exponent * ln2High;
    logs[2 * g + 1] = c * (exponent * ln2Low + log(sums[at] * sums[at + 1]));
    let next = at + 4;
    for (let k = 0; k < size; ++k, next += 2) gradient[k] += c * (sums[next] + sums[next + 1]);
    for (let k = 0; k < size; ++k)
      for (let l = 0; l <= k; ++l, next += 2) information[k * size + l] += c * (sums[next] + sums[next + 1]);
  }
  mirror(information, size);
  return {logLik: sum(logs), gradient, information};
}
