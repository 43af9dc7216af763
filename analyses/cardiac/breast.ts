import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {trueTrend} from "../steps/truth.js";

const design = cardiacCancers.breast;

/** Breast cancer of girls after cardiac procedures by cumulative dose to the breast. */
export default analysis({
  title: "Breast cancer in girls and breast dose",
  question:
    "Does the dose to the breast from X-ray guided heart procedures raise the risk of breast cancer in girls?",
  model: "λ = λ₀(country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 40], ageAtFirst: [0, 10], sinceFirst: [0, 20, 30]},
    truth: trueTrend(design)
  })
});
