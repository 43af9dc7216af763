/**
 * The time that a release bears, ISO 8601 with "+00:00": `SOURCE_DATE_EPOCH` (seconds since 1970) where it is
 * set, so that the same inputs give the same bytes; else `now`.
 * @throws RangeError when the variable is no whole number ≥ 0.
 */
export function releaseTime(
  environment: NodeJS.ProcessEnv = process.env,
  now: () => number = () => Date.now()
): string {
  const given = environment.SOURCE_DATE_EPOCH;
  if (given !== undefined && given !== "" && !/^\d{1,11}$/.test(given))
    throw new RangeError(`SOURCE_DATE_EPOCH must be a whole number of seconds ≥ 0; got ${given}`);
  const seconds = given ? Number(given) : Math.floor(now() / 1000);
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, "+00:00");
}
