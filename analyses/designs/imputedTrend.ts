import {separateFits} from "../../src/stats/dose/separateFits.js";
import {type Pooled, rubinsRules} from "../../src/stats/imputation/rubinsRules.js";
import {type Imputation, imputedDoses} from "../definitions/imputation.js";
import {NO_DAY, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";
import {modelOfDoses} from "./doseMethods.js";
import {type DoseResponse, followed} from "./doseResponse.js";

/** The slope per mGy over imputed data sets. */
export interface ImputedTrend {
  cases: number;
  /** By Rubin's rules; `null` where an imputation has no standard error to pool. */
  pooled: Pooled | null;
  /** Imputations whose estimate is the lowest that the model allows, and so has none. */
  atEnd: number;
}

/** The excess relative risk of the design with every missing product imputed, each data set fitted and pooled. */
export function imputedTrend(study: Study, design: DoseResponse, imputation: Imputation): ImputedTrend {
  return study.once(`imputed trend ${JSON.stringify({design, imputation})}`, () => {
    const {rows, event} = followed(study, design);
    const cases = new Uint8Array(persons(study).size);
    rows.forEach((row, i) => {
      if (event[i] !== NO_DAY) cases[row] = 1;
    });
    const all = modelOfDoses(study, design, () => imputedDoses(study, design.organ, imputation, cases));
    const {estimates, vcov, leftOut} = separateFits(all, {});
    const ses = vcov.map(Math.sqrt);
    return {
      cases: all.likelihood.events,
      pooled: leftOut.length > 0 ? null : rubinsRules(estimates, ses, {level: design.level}),
      atEnd: leftOut.length
    };
  });
}
