/**
 * The permutation that sorts times, equal ones as they come: by counting where they are whole numbers of a
 * range not much larger than their number, else by radix sort of their bits; few are compared. Cost n.
 * Times must be finite. Empty gives empty.
 */
export function orderByTime(times: ArrayLike<number>): Int32Array {
  const n = times.length;
  let least = Infinity;
  let most = -Infinity;
  let whole = true;
  for (let i = 0; i < n; ++i) {
    const time = times[i];
    if (time < least) least = time;
    if (time > most) most = time;
    if (whole && time !== Math.floor(time)) whole = false;
  }
  // The tables of a radix sort are dearer than few rows: there may be a hundred thousand strata of two.
  if (n < 256) return Int32Array.from(Array.from(times).keys()).sort((a, b) => times[a] - times[b] || a - b);
  return whole && most - least <= 4 * n + 1024 ? byCounting(times, least, most) : byRadix(times);
}

function byCounting(times: ArrayLike<number>, least: number, most: number): Int32Array {
  const n = times.length;
  const next = new Int32Array(n === 0 ? 1 : most - least + 2);
  for (let i = 0; i < n; ++i) ++next[times[i] - least + 1];
  for (let k = 1; k < next.length; ++k) next[k] += next[k - 1];
  const order = new Int32Array(n);
  for (let i = 0; i < n; ++i) order[next[times[i] - least]++] = i;
  return order;
}

function byRadix(times: ArrayLike<number>): Int32Array {
  const n = times.length;
  const values = new Float64Array(times);
  // Adding 0 turns −0 into 0, which would sort below it.
  for (let i = 0; i < n; ++i) values[i] += 0;
  const words = new Uint32Array(values.buffer);
  const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  const key = [new Uint32Array(n), new Uint32Array(n)];
  for (let i = 0; i < n; ++i) {
    const low = words[2 * i + (littleEndian ? 0 : 1)];
    const high = words[2 * i + (littleEndian ? 1 : 0)];
    // Bits of doubles ascend as the doubles do once negatives are flipped and the sign inverted.
    const negative = high >>> 31 === 1;
    key[0][i] = negative ? ~low : low;
    key[1][i] = negative ? ~high : high ^ 0x80000000;
  }
  let order = Int32Array.from({length: n}, (_, i) => i);
  let other = new Int32Array(n);
  for (let pass = 0; pass < 4; ++pass) {
    const word = key[pass >> 1];
    const shift = (pass & 1) * 16;
    const next = new Int32Array(65537);
    for (let i = 0; i < n; ++i) ++next[((word[i] >>> shift) & 65535) + 1];
    if (next.indexOf(n) > 0) continue;
    for (let k = 1; k < next.length; ++k) next[k] += next[k - 1];
    for (let i = 0; i < n; ++i) {
      const row = order[i];
      other[next[(word[row] >>> shift) & 65535]++] = row;
    }
    [order, other] = [other, order];
  }
  return order;
}
