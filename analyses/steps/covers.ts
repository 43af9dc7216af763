import type {Statement} from "../../src/stats/result/report.js";

/** The sentence that tells the true value, and whether it lies inside the bounds (an absent bound holds all). */
export function covers(
  truth: number,
  {lower, upper}: {lower?: number | null; upper?: number | null},
  unit: string,
  cases?: number
): Statement {
  const inside = holds(truth, {lower, upper});
  const value = Number(truth.toPrecision(3));
  return {
    kind: "statement",
    text: `The data are synthetic: they were made with an excess relative risk of ${value} ${unit}, which the interval ${inside ? "covers" : "does not cover"}.`,
    ...(cases === undefined ? {} : {cases})
  };
}

/** Whether a value lies inside the bounds; an absent bound holds all. */
export function holds(
  truth: number,
  {lower, upper}: {lower?: number | null; upper?: number | null}
): boolean {
  return truth >= (lower ?? -Infinity) && truth <= (upper ?? Infinity);
}
