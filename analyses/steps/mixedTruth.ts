import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {publishedDose, publishedUnit} from "./trend.js";

/**
 * What made the synthetic data where the outcome's cancers were made with different slopes on different
 * organs: no one slope is true of their sum, and the sentence says so; empty for children's own data.
 */
export function mixedTruth({outcome}: DoseResponse): Step {
  return ({truth}) => {
    if (!truth) return {kind: "statement", text: ""};
    const err: Record<string, {organ: string; perMgy: number}> = truth.model.cardiac.err;
    const made = outcome.groups.map((group) => {
      const {organ, perMgy} = err[group];
      const value = Number((perMgy * publishedDose).toPrecision(3));
      return organ === group ? `${group} ${value}` : `${group} ${value} on the ${organ}`;
    });
    return {
      kind: "statement",
      text: `The data are synthetic. The cancers of this group were made with excess relative risks of their own, each on the dose to its own organ (${publishedUnit}: ${made.join(", ")}), so that no one slope on one organ's dose is the true one, and none is held against the interval.`
    };
  };
}
