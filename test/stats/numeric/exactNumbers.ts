/** Fixed-point numbers with 200 binary places, as BigInt: the slow obvious version of the elementary functions. */
const places = 200n;
const one = 1n << places;

/** A double as a fixed-point number; bits beyond 200 binary places are cut. */
export function fixed(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 2047n);
  const fraction = bits & 4503599627370495n;
  const size = exponent === 0 ? fraction : fraction | 4503599627370496n;
  const shift = places + BigInt(Math.max(exponent, 1) - 1075);
  const magnitude = shift >= 0n ? size << shift : size >> -shift;
  return value < 0 ? -magnitude : magnitude;
}

/** e^x for |x| ≤ 40 or so, by halving x and squaring the series' sum. */
export function exactExp(x: number): bigint {
  const reduced = fixed(x) >> 12n;
  let term = one;
  let sum = one;
  for (let n = 1n; term !== 0n && n < 200n; ++n) {
    term = (term * reduced) / (n << places);
    sum += term;
  }
  for (let i = 0; i < 12; ++i) sum = (sum * sum) >> places;
  return sum;
}

/** log x for 2^−100 < x < 2^100: powers of two, then 2 artanh((x − 1) / (x + 1)). */
export function exactLog(x: number): bigint {
  let value = fixed(x);
  let twos = 0n;
  for (; value > (3n * one) / 2n; value >>= 1n) ++twos;
  for (; value < (3n * one) / 4n; value <<= 1n) --twos;
  return twos * artanhTwice(one / 3n) + artanhTwice(((value - one) << places) / (value + one));
}

function artanhTwice(s: bigint): bigint {
  const square = (s * s) >> places;
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n && n < 400n; n += 2n) {
    sum += power / n;
    power = (power * square) >> places;
  }
  return 2n * sum;
}

/** How far a double lies from a fixed-point number, in units of the double's last place. */
export function unitsInLastPlace(value: number, exact: bigint): number {
  const size = Math.abs(value);
  const next = new Float64Array([size]);
  new BigInt64Array(next.buffer)[0] += 1n;
  const unit = fixed(next[0]) - fixed(size);
  const distance = fixed(value) - exact;
  return Number(((distance < 0n ? -distance : distance) * 10000n) / unit) / 10000;
}
