import {firstAfter} from "./riskTable.js";

/**
 * H(t−) at each time: the probability of having entered before t, by the product limit in reversed time,
 * Π (1 − d/n) over entries e ≥ t, where d enter at e and n have entry ≤ e < exit.
 * @param times ascending.
 * @throws RangeError when everyone under observation at an entry after the first time enters there, so that nothing
 * is known of those who would have come before.
 * Source: Geskus (2011). Witness: R survival finegray, test/stats/survival/fineGray.test.ts.
 */
export function truncation(
  entry: ArrayLike<number>,
  exit: ArrayLike<number>,
  rows: Int32Array,
  times: Float64Array
): Float64Array {
  const entries = Float64Array.from(rows, (i) => entry[i]).sort();
  const exits = Float64Array.from(rows, (i) => exit[i]).sort();
  const before = new Float64Array(times.length);
  let h = 1;
  let last = entries.length;
  for (let j = times.length - 1; j >= 0; --j) {
    while (last > 0 && entries[last - 1] >= times[j]) {
      const e = entries[last - 1];
      const n = last - firstAfter(exits, e);
      let d = 0;
      for (; last > 0 && entries[last - 1] === e; --last) ++d;
      if (d === n) throw new RangeError(`entry must leave someone under observation before ${e}; got none`);
      h *= (n - d) / n;
    }
    before[j] = h;
  }
  return before;
}
