import {leaving} from "../../loaders/synthetic/persons.js";
import {analysis} from "../analysis.js";
import {lossRates} from "../steps/followUpTables.js";
import {lossCurves} from "../steps/lossCurves.js";
import {lossesFound} from "../steps/lossesFound.js";

const marks = [0, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 35, 40];

/** Who leaves follow-up before its end. */
export default analysis({
  title: "Losses to follow-up",
  question: "How many children does follow-up lose, and where?",
  reads: ["persons"],
  parameters: {cohort: "cardiac", marks},
  items: {
    found: lossesFound("cardiac", leaving),
    curves: lossCurves("cardiac", marks),
    rates: lossRates("cardiac", leaving)
  }
});
