import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {trueTrend} from "../steps/truth.js";

const design = cardiacCancers.lung;

/** Lung cancer after cardiac procedures by cumulative dose to the lung. */
export default analysis({
  title: "Lung cancer and lung dose",
  question: "Does the dose to the lung from X-ray guided heart procedures raise the risk of lung cancer?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 50], ageAtFirst: [0, 10], sinceFirst: [0, 30]},
    truth: trueTrend(design)
  })
});
