import {parseNumber} from "./buildColumn.js";

/** 10⁰ … 10²², all exact. */
const powers = Float64Array.from({length: 23}, (_, k) => Number(`1e${k}`));

/**
 * The number that is written in bytes `from` … `to − 1`; NaN when none is. A plain decimal of up to 15 digits
 * is the quotient of two exact numbers and so rounded once, as `Number` rounds it; others go through `Number`.
 */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const first = bytes[at];
  if (first === 0x2d || first === 0x2b) ++at;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  const start = at;
  for (; at < to; ++at) {
    const byte = bytes[at];
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = 10 * mantissa + (byte - 0x30);
      ++digits;
    } else if (byte === 0x2e && point < 0) point = at;
    else return parseNumber(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 64))));
  }
  if (digits === 0) return NaN;
  if (digits > 15) return parseNumber(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 400))));
  const value = point < 0 ? mantissa : mantissa / powers[digits - (point - start)];
  return first === 0x2d ? -value : value;
}
