import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {trueTrend} from "../steps/truth.js";

const design = cardiacCancers.thyroid;

/** Thyroid cancer after cardiac procedures by cumulative dose to the thyroid. */
export default analysis({
  title: "Thyroid cancer and thyroid dose",
  question:
    "Does the dose to the thyroid from X-ray guided heart procedures raise the risk of thyroid cancer?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 30], ageAtFirst: [0, 10], sinceFirst: [0, 20]},
    truth: trueTrend(design)
  })
});
