import {analysis} from "../analysis.js";
import {doseError} from "../definitions/doseError.js";
import {heart, lung, marrow} from "../definitions/organs.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {realisationBlocks} from "../designs/doseMethods.js";
import {cancerItems} from "../steps/cancerItems.js";
import {characteristics} from "../steps/characteristics.js";
import {doseBands} from "../steps/doseBands.js";
import {doseErrorSentence} from "../steps/doseError.js";
import {doseMethodForest, trendByRealisation, trueByMethod} from "../steps/doseMethods.js";
import {excessCases} from "../steps/excessCases.js";
import {modification} from "../steps/modification.js";
import {doseByEra, procedureDoses} from "../steps/procedureDoses.js";
import {shapes} from "../steps/shapes.js";
import {trendFigure} from "../steps/trend.js";
import {trueTrend} from "../steps/truth.js";
import {yearGroups} from "../steps/yearGroups.js";

const design = cardiacCancers.leukaemia;

const doses = {realisations: 1000, seed: 2026};

/** Leukaemia after cardiac procedures by cumulative dose to the red bone marrow. */
export default analysis({
  title: "Leukaemia and red bone marrow dose",
  question:
    "Does the dose to the red bone marrow from X-ray guided heart procedures raise the risk of leukaemia?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: {...design, doses: {...doses, error: doseError}},
  seed: doses.seed,
  blocks: realisationBlocks(design, doses),
  items: {
    ...cancerItems(design, {
      modifiers: {attainedAge: [0, 10], ageAtFirst: [0, 1, 5, 10], sinceFirst: [0, 10, 20]},
      truth: trueTrend(design)
    }),
    characteristics: characteristics(design),
    "procedure-doses": procedureDoses(marrow),
    "dose-by-era": doseByEra([marrow, lung, heart], [1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015]),
    "dose-bands": doseBands(design),
    "dose-response": trendFigure(design),
    excess: excessCases(design),
    shapes: shapes(design),
    modification: modification(design, [
      {label: "Sex", key: "sex"},
      {label: "Attained age", key: "age", groups: yearGroups([0, 10])}
    ]),
    "dose-error": doseErrorSentence(),
    "dose-methods": doseMethodForest(design, doses),
    "dose-methods-truth": trueByMethod(design, doses),
    "by-realisation": trendByRealisation(design, doses)
  }
});
