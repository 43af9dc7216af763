/** One line of a cohort's flow chart: who was left out under this heading, and how many remain. */
export interface FlowStep {
  label: string;
  excluded: number;
  remaining: number;
}

/** An exclusion: a heading for the flow chart and the condition under which a subject is left out. */
export interface Exclusion {
  label: string;
  excludes: (row: number) => boolean;
}

/**
 * Applies exclusions one after another and counts each: a subject is counted under the first that
 * applies, so that `excluded` summed over the steps plus the last `remaining` is `size`.
 *
 * @param size number of subjects at the start.
 * @param exclusions in the order of the flow chart; none leaves everyone.
 * @returns `rows`, ascending, of those who remain, and one flow step an exclusion.
 * @throws RangeError when `size` is not a count.
 * Witness: by hand, and the law above, in test/stats/cohort/select.test.ts.
 */
export function select(size: number, exclusions: readonly Exclusion[]): {rows: Int32Array; flow: FlowStep[]} {
  if (!Number.isInteger(size) || size < 0) throw new RangeError(`size must be a count; got ${size}`);
  let rows = Int32Array.from({length: size}, (_, row) => row);
  const flow: FlowStep[] = [];
  for (const {label, excludes} of exclusions) {
    const kept = rows.filter((row) => !excludes(row));
    flow.push({label, excluded: rows.length - kept.length, remaining: kept.length});
    rows = kept;
  }
  return {rows, flow};
}
