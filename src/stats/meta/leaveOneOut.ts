import {type Meta, type MetaOptions, meta} from "./meta.js";

/**
 * The pooled estimate without each study in turn; entry k leaves out study k.
 * @throws RangeError when there are fewer than two studies (three with Hartung and Knapp), and as `meta`.
 * Witness: metafor's leave1out on the BCG trials, test/stats/meta/leaveOneOut.test.ts.
 */
export function leaveOneOut(
  estimates: readonly number[],
  ses: readonly number[],
  options: MetaOptions = {}
): Meta[] {
  if (estimates.length < 2) throw new RangeError(`studies must be two or more; got ${estimates.length}`);
  if (ses.length !== estimates.length)
    throw new RangeError(`ses must have ${estimates.length} entries as estimates has; got ${ses.length}`);
  return estimates.map((_, out) => {
    const others = <T>(column: readonly T[]) => column.filter((_, k) => k !== out);
    return meta(others(estimates), others(ses), options);
  });
}
