import {log} from "../numeric/elementary.js";
import type {RateModel} from "./rateModel.js";

/** Sums of a column of groups over each set, and of hazards of sets up to each, without cancellation in a stratum. */
export interface SetSums {
  /** Σ column · factor over the groups of each set. */
  over: (column: Float64Array, factor: Float64Array | null, into: Float64Array) => void;
  /** The same over the groups of cases that share their set. */
  overTied: (column: Float64Array, factor: Float64Array | null, into: Float64Array) => void;
  /** Sums of a column of sets, for `between`. */
  runUp: (of: Float64Array) => Float64Array;
  /** What a column of sets sums to over the sets of group g, after `runUp`. */
  between: (run: Float64Array, g: number) => number;
}

/**
 * Sums over the sets of a model. Witness: coxph with Efron's and Breslow's ties, test/stats/dose/rateLikelihood.test.ts.
 * @throws TypeError when the model has no sets.
 */
export function setSums({sets, tied, groups, isLate, anyLate, setCases}: RateModel): SetSums {
  if (!sets) throw new TypeError("sets must be given; got none");
  const {ptr, from, to} = sets;
  const size = setCases.length;
  const late = new Float64Array(size + 1);
  const nested = ptr.length - 1 < size;
  return {
    over(column, factor, into) {
      into.fill(0);
      if (anyLate) late.fill(0);
      for (let g = 0; g < groups.size; ++g) {
        if (to[g] <= from[g]) continue;
        const value = factor ? column[g] * factor[g] : column[g];
        into[to[g] - 1] += value;
        if (isLate[g]) late[from[g]] += value;
      }
      if (!nested) return;
      for (let s = 0; s + 1 < ptr.length; ++s)
        for (let k = ptr[s + 1] - 2; k >= ptr[s]; --k) into[k] += into[k + 1] - late[k + 1];
    },
    overTied(column, factor, into) {
      if (!tied) return;
      into.fill(0);
      for (let g = 0; g < groups.size; ++g)
        if (tied[g] >= 0) into[tied[g]] += factor ? column[g] * factor[g] : column[g];
    },
    runUp(of) {
      const run = new Float64Array(size);
      for (let s = 0; s + 1 < ptr.length; ++s)
        for (let k = ptr[s], sum = 0; k < ptr[s + 1]; ++k) run[k] = sum += of[k];
      return run;
    },
    between: (run, g) =>
      to[g] <= from[g] ? 0 : isLate[g] ? run[to[g] - 1] - run[from[g] - 1] : run[to[g] - 1]
  };
}

/** What the C cases of each set meet: denominators D = S − f·E, with f = j/C by Efron's ties and 0 else. */
export interface Denominators {
  /** Σ 1/D and Σ f/D. */
  hazard: Float64Array;
  lowered: Float64Array;
  /** Σ 1/D², Σ f/D² and Σ f²/D². */
  squares: readonly Float64Array[];
  /** Sets them all, from S and E of each set, and takes Σ log D from a log-likelihood; NaN where a D is not positive. */
  takeFrom: (logLik: number, total: Float64Array, tied: Float64Array) => number;
}

/** Room for the denominators of a model. */
export function denominators({tied, setCases}: RateModel): Denominators {
  const size = setCases.length;
  const isTied = new Uint8Array(size);
  for (const set of tied ?? []) if (set >= 0) isTied[set] = 1;
  const [hazard, lowered, ones, fs, squaresOfF] = Array.from({length: 5}, () => new Float64Array(size));
  return {
    hazard,
    lowered,
    squares: [ones, fs, squaresOfF],
    takeFrom(logLik, total, tiedTotal) {
      let left = logLik;
      for (let k = 0; k < size; ++k) {
        const count = setCases[k];
        if (count === 0) continue;
        hazard[k] = lowered[k] = ones[k] = fs[k] = squaresOfF[k] = 0;
        for (let j = 0; j < (isTied[k] ? count : 1); ++j) {
          const f = isTied[k] ? j / count : 0;
          const d = total[k] - f * tiedTotal[k];
          if (!(d > 0)) return NaN;
          const share = (isTied[k] ? 1 : count) / d;
          left -= (isTied[k] ? 1 : count) * log(d);
          hazard[k] += share;
          lowered[k] += share * f;
          ones[k] += share / d;
          fs[k] += (share / d) * f;
          squaresOfF[k] += (share / d) * f * f;
        }
      }
      return left;
    }
  };
}
