import type {Step} from "../analysis.js";
import {NO_DAY} from "../definitions/persons.js";
import {type DoseResponse, followed} from "../designs/doseResponse.js";

/** Children followed under the design. */
export function childCount(design: DoseResponse): Step {
  return (study) => ({
    kind: "estimate",
    label: "Children",
    type: "count",
    value: followed(study, design).rows.length
  });
}

/** Person-years of follow-up under the design. */
export function personYears(design: DoseResponse): Step {
  return (study) => {
    const {entry, exit} = followed(study, design);
    const days = exit.reduce((sum, day, i) => sum + day - entry[i], 0);
    return {kind: "estimate", label: "Person-years", type: "personTime", value: days / 365.25};
  };
}

/** Children in whom the outcome occurred during follow-up. */
export function caseCount(design: DoseResponse): Step {
  return (study) => {
    const {event} = followed(study, design);
    const value = event.reduce((sum, day) => sum + Number(day !== NO_DAY), 0);
    return {kind: "estimate", label: `Cases of ${design.outcome.label}`, type: "count", value};
  };
}
