import type {Dirt} from "./dirt.js";
import {model} from "./model.js";
import {incidence, mortality} from "./rates.js";

/** What made a synthetic extract: the children's numbers, the parameters, the faults put in. */
export interface Truth {
  synthetic: true;
  note: string;
  made: {seed: number; cardiac: number; radiotherapy: number};
  hazard: Record<string, string>;
  /** ERR per mGy to the marrow of leukaemia and lymphoma together: both have it, so their sum has it. */
  lymphoHaematopoieticErrPerMgy: number;
  model: typeof model;
  reference: {incidence: string; mortality: string};
  dirt: Dirt;
}

/** The truth file of an extract. */
export function tellTruth(made: Truth["made"], dirt: Dirt): Truth {
  return {
    synthetic: true,
    note: "These data were made by a program. No child of them ever lived.",
    made,
    hazard: {
      cardiacCohort:
        "reference rate(country, sex, age, year, group) × (1 + ERR per mGy × true cumulative organ dose, lagged) × hazard ratio of transplant from its day on × hazard ratio of the syndrome; the first cancer of each group; cancers end no follow-up and change no hazard",
      death:
        "cardiac cohort: reference rate × factor of the class of heart disease; radiotherapy cohort: reference rate + excess; neither depends on dose, transplant or cancer",
      radiotherapyCohort: "see model.radiotherapy; from the end of the course"
    },
    lymphoHaematopoieticErrPerMgy: model.cardiac.err.leukaemia.perMgy,
    model,
    reference: {incidence: incidence.source, mortality: mortality.source},
    dirt
  };
}
