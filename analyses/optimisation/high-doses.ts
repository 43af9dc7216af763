import {analysis} from "../analysis.js";
import {today, todaysRisk} from "../designs/todaysRisk.js";
import {lifetimeRisk, procedureCount} from "../steps/lifetimeRisk.js";
import {ofTruth} from "../steps/ofTruth.js";
import {
  bestQuarterAverts,
  centreCount,
  centreFigure,
  centresAbove,
  centreTable,
  doseSaved,
  type PracticeDesign,
  referenceLevels
} from "../steps/practice.js";

const design: PracticeDesign = {
  risk: todaysRisk,
  today,
  practice: {weightBands: [0, 5, 15, 30, 50], leastInCell: 20, level: 0.95}
};

/** Where dose is unusually high, and what the best quarter of practice would save. */
export default analysis({
  title: "Where dose is high",
  question:
    "Which centres give more dose than others for the same procedure in a child of the same weight, and what would it save if all did as the best quarter?",
  model: "ratio = exp(mean of log(PKA / median of class and weight))",
  reads: ["persons", "procedures", "rates"],
  parameters: design,
  seed: todaysRisk.seed,
  items: {
    averted: bestQuarterAverts(design),
    procedures: procedureCount(todaysRisk, today),
    centres: centreCount(design),
    above: centresAbove(design),
    risk: lifetimeRisk(todaysRisk, today),
    saved: doseSaved(design, "lung"),
    truth: ofTruth(
      "The data are synthetic: each centre was made with a habit of its own, lognormal with a standard deviation of 0.2, and with equipment renewed some years earlier or later than elsewhere. The ratios tell both together."
    ),
    ratios: centreFigure(design),
    table: centreTable(design),
    levels: referenceLevels(design)
  }
});
