import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {trueTrend} from "../steps/truth.js";

const design = cardiacCancers.lymphoma;

/** Lymphoma after cardiac procedures by cumulative dose to the red bone marrow. */
export default analysis({
  title: "Lymphoma and red bone marrow dose",
  question:
    "Does the dose to the red bone marrow from X-ray guided heart procedures raise the risk of lymphoma?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 20, 30], ageAtFirst: [0, 1, 5, 10], sinceFirst: [0, 10, 20]},
    truth: trueTrend(design)
  })
});
