import {exp, log} from "../numeric/elementary.js";
import {normalDeviate} from "../numeric/normalDeviate.js";

/** What is believed of an uncertain parameter. */
export type Distribution =
  | {kind: "fixed"; value: number}
  | {kind: "normal"; mean: number; sd: number}
  | {kind: "lognormal"; median: number; gsd: number}
  | {kind: "uniform"; min: number; max: number}
  | {kind: "triangular"; min: number; mode: number; max: number}
  /** 1 with probability p, else 0. */
  | {kind: "bernoulli"; p: number};

/**
 * A draw by inversion of the distribution function at u in (0, 1), so that a stream of uniforms fixes it.
 * @throws RangeError when u is not inside (0, 1) or the parameters make no distribution.
 * Witness: by hand, test/stats/projection/monteCarlo.test.ts.
 */
export function quantileOf(distribution: Distribution, u: number): number {
  if (!(u > 0 && u < 1)) throw new RangeError(`u must lie between 0 and 1; got ${u}`);
  switch (distribution.kind) {
    case "fixed":
      return distribution.value;
    case "normal":
      if (!(distribution.sd >= 0)) throw new RangeError(`sd must be ≥ 0; got ${distribution.sd}`);
      return distribution.mean + distribution.sd * normalDeviate(u);
    case "lognormal":
      if (!(distribution.median > 0 && distribution.gsd >= 1))
        throw new RangeError(
          `median must be > 0 and gsd ≥ 1; got ${distribution.median} and ${distribution.gsd}`
        );
      return distribution.median * exp(log(distribution.gsd) * normalDeviate(u));
    case "uniform":
      if (!(distribution.max >= distribution.min))
        throw new RangeError(`max must be ≥ min; got ${distribution.max} and ${distribution.min}`);
      return distribution.min + u * (distribution.max - distribution.min);
    case "triangular": {
      const {min, mode, max} = distribution;
      if (!(min <= mode && mode <= max && min < max))
        throw new RangeError(`min, mode and max must ascend; got ${min}, ${mode} and ${max}`);
      const below = (mode - min) / (max - min);
      return u < below
        ? min + Math.sqrt(u * (max - min) * (mode - min))
        : max - Math.sqrt((1 - u) * (max - min) * (max - mode));
    }
    case "bernoulli":
      if (!(distribution.p >= 0 && distribution.p <= 1))
        throw new RangeError(`p must be a probability; got ${distribution.p}`);
      return u < distribution.p ? 1 : 0;
  }
}

/** The distribution's central value: its mode, median or mean as it is named; p for a choice. */
export function centreOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "fixed":
      return distribution.value;
    case "normal":
      return distribution.mean;
    case "lognormal":
      return distribution.median;
    case "uniform":
      return (distribution.min + distribution.max) / 2;
    case "triangular":
      return distribution.mode;
    case "bernoulli":
      return distribution.p;
  }
}
