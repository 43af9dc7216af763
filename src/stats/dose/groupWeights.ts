import {exp} from "../numeric/elementary.js";
import type {RateModel} from "./rateModel.js";

/** exp(α·x) of each group, null where it overflows; realisations that are asked for the same α share it. */
export function groupWeights({dose, groups, x}: RateModel): (theta: Float64Array) => Float64Array | null {
  const weight = new Float64Array(groups.size).fill(1);
  let last: Float64Array | null = new Float64Array(x.length);
  return (theta) => {
    const alpha = theta.subarray(dose.size);
    if (last?.every((value, k) => value === alpha[k])) return weight;
    last = null;
    for (let g = 0; g < groups.size; ++g) {
      let eta = 0;
      for (let k = 0; k < x.length; ++k) eta += alpha[k] * x[k][g];
      weight[g] = exp(eta);
      if (!(weight[g] < Infinity)) return null;
    }
    last = alpha.slice();
    return weight;
  };
}
