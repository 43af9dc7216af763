import {analysis} from "../analysis.js";
import {today, todaysRisk} from "../designs/todaysRisk.js";
import {lifetimeRisk, procedureCount} from "../steps/lifetimeRisk.js";
import {ofTruth} from "../steps/ofTruth.js";
import {
  avertedByProcedure,
  avertedFigure,
  avertedTable,
  proceduresForOne,
  riskAverted
} from "../steps/riskAverted.js";
import {riskLookup} from "../steps/riskLookup.js";

const tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const few = [0.1, 0.3, 0.5, 0.8];

/** What less dose would avert. */
export default analysis({
  title: "What less dose averts",
  question: "How many cancers would be averted if heart procedures were done with 10 to 80 % less dose?",
  model: "averted(r) = LAR(D) − LAR((1 − r) · D)",
  reads: ["persons", "procedures", "rates"],
  parameters: {todaysRisk, today, tenths, few},
  seed: todaysRisk.seed,
  items: {
    "averted-half": riskAverted(todaysRisk, today, 0.5),
    procedures: procedureCount(todaysRisk, today),
    risk: lifetimeRisk(todaysRisk, today),
    "averted-tenth": riskAverted(todaysRisk, today, 0.1),
    "procedures-for-one": proceduresForOne(todaysRisk, today, 0.5),
    truth: ofTruth(
      "The doses here are synthetic. The risk per dose is not: it comes from published models and no part of it from these children, so there is no truth to hold it against."
    ),
    averted: avertedFigure(todaysRisk, today, tenths),
    reductions: avertedTable(todaysRisk, today, tenths),
    classes: avertedByProcedure(todaysRisk, today, few),
    lookup: riskLookup(todaysRisk, today)
  }
});
