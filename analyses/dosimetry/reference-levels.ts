import {analysis} from "../analysis.js";
import {ofTruth} from "../steps/ofTruth.js";
import {levelByEquipment, levelSentence, referenceLevels} from "../steps/referenceLevels.js";

const from = 2010;
const least = 40;

/** Reference levels of the recorded kerma-area products, in the manner of European guidance. */
export default analysis({
  title: "Reference levels by weight",
  question: "What is a usual dose indicator for a child of this weight, and what is an unusual one?",
  reads: ["persons", "procedures"],
  parameters: {from, least, percentile: 75},
  items: {
    summary: levelSentence(),
    levels: referenceLevels(from, least),
    "by-equipment": levelByEquipment(),
    truth: ofTruth(
      "This report gives percentiles of recorded doses, which are facts of the extract and no estimates of a parameter."
    )
  }
});
