import type {Step} from "../analysis.js";
import {NO_DAY} from "../definitions/persons.js";
import type {Study} from "../study.js";

/** Who is followed: entry and exit in days, and the day of the outcome (`NO_DAY`: none). */
export type CohortOf = (study: Study) => {entry: Int32Array; exit: Int32Array; event: Int32Array};

/** Children followed. */
export function childCount(cohort: CohortOf): Step {
  return (study) => ({kind: "estimate", label: "Children", type: "count", value: cohort(study).entry.length});
}

/** Person-years of follow-up. */
export function personYears(cohort: CohortOf): Step {
  return (study) => {
    const {entry, exit} = cohort(study);
    const days = exit.reduce((sum, day, i) => sum + day - entry[i], 0);
    return {kind: "estimate", label: "Person-years", type: "personTime", value: days / 365.25};
  };
}

/** Children in whom the outcome occurred during follow-up. */
export function caseCount(label: string, cohort: CohortOf): Step {
  return (study) => {
    const value = cohort(study).event.reduce((sum, day) => sum + Number(day !== NO_DAY), 0);
    return {kind: "estimate", label, type: "count", value};
  };
}
