import {xoroshiro128plusFromState} from "pure-rand/generator/xoroshiro128plus";
import {log} from "../../src/stats/numeric/elementary.js";
import {normalDeviate} from "../../src/stats/numeric/normalDeviate.js";

/** Random draws of one task and block of persons, in a fixed order. */
export interface Stream {
  /** Uniform in the open interval (0, 1), 52 bits. */
  uniform(): number;
  /** Standard normal, by inverse CDF of one uniform. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Index drawn with the given probabilities, which add up to 1. */
  choose(probabilities: readonly number[]): number;
}

/** Persons who share a stream: a block's children do not depend on how many others there are. */
export const blockSize = 1000;

/**
 * The stream of a task and block: xoroshiro128+ of pure-rand, its state four hashes of
 * (master seed, task, block), so that a change in one task moves no draw of another.
 */
export function stream(seed: number, task: string, block = 0): Stream {
  const name = `${seed}/${task}/${block}`;
  const generator = xoroshiro128plusFromState([1, 2, 3, 4].map((salt) => hash(name, salt)));
  const uniform = () => {
    const high = generator.next() >>> 6;
    const low = generator.next() >>> 6;
    return (high * 67108864 + low + 0.5) / 4503599627370496;
  };
  return {
    uniform,
    normal: () => normalDeviate(uniform()),
    exponential: () => -log(uniform()),
    choose(probabilities) {
      let left = uniform();
      for (let k = 0; k < probabilities.length - 1; ++k) if ((left -= probabilities[k]) < 0) return k;
      return probabilities.length - 1;
    }
  };
}

/** FNV-1a over UTF-16 units, begun from the salt, with the finaliser of MurmurHash3. */
function hash(text: string, salt: number): number {
  let h = 2166136261 ^ Math.imul(salt, 2654435769);
  for (let i = 0; i < text.length; ++i) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 2246822507);
  h = Math.imul(h ^ (h >>> 13), 3266489909);
  return (h ^ (h >>> 16)) | 0;
}
