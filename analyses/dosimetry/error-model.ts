import {analysis} from "../analysis.js";
import {doseError} from "../definitions/doseError.js";
import {marrow} from "../definitions/organs.js";
import {doseDistribution, doseErrorSentence, doseErrors, meanDoseSpread} from "../steps/doseError.js";
import {ofTruth} from "../steps/ofTruth.js";

const drawn = {realisations: 100, seed: 2026};
const doses = [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30];

/** How the organ doses err, and what that does to them. */
export default analysis({
  title: "How the doses err",
  question: "How far may a recorded organ dose lie from the true one, and whose errors go together?",
  model: "log D = log D̂ + ε(centre, equipment) + ε(procedure) − ½ Σ σ²",
  reads: ["persons", "procedures", "dose_realisations"],
  parameters: {error: doseError, ...drawn, doses},
  seed: drawn.seed,
  items: {
    summary: doseErrorSentence(),
    errors: doseErrors(),
    distribution: doseDistribution(marrow, drawn, doses),
    "mean-spread": meanDoseSpread(marrow, drawn, doses),
    truth: ofTruth(
      "The data are synthetic, and their cancers follow true doses that were drawn with just these errors; a study of children must find out how large its own are."
    )
  }
});
