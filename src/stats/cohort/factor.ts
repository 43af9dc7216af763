/**
 * A categorical column: `codes[i]` indexes `levels`, −1 where missing. The library's one form for sex,
 * country, centre and every other category, whatever file it came from.
 */
export interface Factor {
  codes: Int32Array;
  levels: readonly string[];
}

/** The day that stands for "no such day" in every column of days (days since 1970-01-01). */
export const NO_DAY = -2147483648;
