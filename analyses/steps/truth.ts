import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {covers, holds} from "./covers.js";
import {publishedDose, trendEstimate} from "./trend.js";

/** What made the synthetic data, and whether the design's interval holds it; empty for children's own data. */
export function trueTrend(design: DoseResponse): Step {
  return (study) => {
    const truth = trueErr(study, design);
    if (truth === null) return {kind: "statement", text: ""};
    const {lower, upper, cases} = trendEstimate(study, design);
    return covers(truth * publishedDose, {lower, upper}, `per ${publishedDose} mGy`, cases);
  };
}

/** The same, and whether the interval of a second design, which the sentence calls `called`, holds it too. */
export function trueTrendTwice(design: DoseResponse, second: DoseResponse, called: string): Step {
  return (study) => {
    const truth = trueErr(study, design);
    if (truth === null) return {kind: "statement", text: ""};
    const value = truth * publishedDose;
    const own = trendEstimate(study, design);
    const said = covers(value, own, `per ${publishedDose} mGy`, own.cases);
    const alike = holds(value, own);
    const too = holds(value, trendEstimate(study, second));
    const also = `${too === alike ? "and" : "but"} ${called} ${too ? "does" : "does not"}`;
    return {...said, text: said.text.replace(/\.$/, `, ${also}.`)};
  };
}

/**
 * The ERR per mGy that made the outcome of the cardiac cohort; `null` when the extract tells no truth.
 * @throws RangeError when the outcome's groups were made with different values: their mixture has none.
 */
export function trueErr({truth}: Study, {outcome, organ}: DoseResponse): number | null {
  if (!truth) return null;
  const made = Object.entries(truth.model.cardiac.err).filter(([group]) => outcome.groups.includes(group));
  const values = new Set(made.map(([, {perMgy}]) => perMgy));
  const organs = new Set(made.map(([, model]) => model.organ));
  if (values.size !== 1 || !organs.has(organ.name) || organs.size !== 1)
    throw new RangeError(
      `the truth of ${outcome.label} must be one slope on the ${organ.label}; got ${[...values].join(", ")} on ${[...organs].join(", ")}`
    );
  return [...values][0];
}
