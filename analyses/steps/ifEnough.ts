import type {Step} from "../analysis.js";
import {NO_DAY} from "../definitions/persons.js";
import type {CohortOf} from "./totals.js";

/**
 * The step where the cohort has at least so many cases; with fewer the other step, or a sentence that says
 * what they are too few for: a table of withheld cells, or a model of a handful of cases, tells nothing.
 * @param otherwise a step, or the beginning of the sentence, such as "Dose bands are".
 */
export function ifEnough(cohort: CohortOf, least: number, step: Step, otherwise: Step | string): Step {
  return (study) => {
    const cases = cohort(study).event.reduce((sum, day) => sum + Number(day !== NO_DAY), 0);
    if (cases >= least) return step(study);
    if (typeof otherwise !== "string") return otherwise(study);
    return {kind: "statement", text: `${otherwise} not shown: there are fewer than ${least} cases.`};
  };
}
