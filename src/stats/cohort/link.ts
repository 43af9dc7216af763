import {NO_DAY} from "./factor.js";

/**
 * Row of each child record's subject: `link(["a","b"], ["b","b","x"])` is `[1, 1, −1]`.
 * Of two subjects with one id the first is taken (the extract check refuses such a table).
 */
export function link(ids: readonly string[], foreign: readonly string[]): Int32Array {
  const rows = new Map<string, number>();
  for (let row = ids.length - 1; row >= 0; --row) rows.set(ids[row], row);
  return Int32Array.from(foreign, (id) => rows.get(id) ?? -1);
}

/** Records of each subject, as compressed rows: those of subject i are `order[ptr[i] … ptr[i + 1] − 1]`. */
export interface Grouping {
  ptr: Int32Array;
  order: Int32Array;
}

/**
 * Groups records by subject, each subject's in the order of `day` and then of the table (stable).
 *
 * @param subject row of each record's subject; −1 leaves the record out.
 * @param size number of subjects.
 * @param day day of each record; records without one (`NO_DAY`) come first.
 * Witness: by hand in test/stats/cohort/link.test.ts.
 */
export function groupBySubject(subject: Int32Array, size: number, day: Int32Array): Grouping {
  const ptr = new Int32Array(size + 1);
  for (const row of subject) if (row >= 0) ++ptr[row + 1];
  for (let i = 0; i < size; ++i) ptr[i + 1] += ptr[i];
  const next = ptr.slice(0, size);
  const order = new Int32Array(ptr[size]);
  for (let k = 0; k < subject.length; ++k) if (subject[k] >= 0) order[next[subject[k]]++] = k;
  for (let i = 0; i < size; ++i) {
    if (ptr[i + 1] - ptr[i] > 1) order.subarray(ptr[i], ptr[i + 1]).sort((a, b) => day[a] - day[b] || a - b);
  }
  return {ptr, order};
}

/** The earliest day among each subject's records for which `counts` holds; `NO_DAY` where there is none. */
export function firstDay(
  subject: Int32Array,
  size: number,
  day: Int32Array,
  counts: (record: number) => boolean
): Int32Array {
  const first = new Int32Array(size).fill(NO_DAY);
  for (let k = 0; k < subject.length; ++k) {
    const i = subject[k];
    if (i < 0 || day[k] === NO_DAY || !counts(k)) continue;
    if (first[i] === NO_DAY || day[k] < first[i]) first[i] = day[k];
  }
  return first;
}
