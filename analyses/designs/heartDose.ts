import {cardiacEvent} from "../definitions/outcomes.js";
import type {DoseHazard} from "./doseHazard.js";

/** First cardiac events by mean heart dose, anthracyclines in the model. */
export const heartDose: DoseHazard = {
  outcome: cardiacEvent,
  doseColumn: "dose_heart_gy",
  doseLabel: "mean heart dose",
  anthracycline: true,
  proton: false,
  strata: ["country", "sex"],
  enterYears: 0,
  doseBands: [0, 1, 5, 15],
  level: 0.95
};
