import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {trueTrend} from "../steps/truth.js";

const design = cardiacCancers.brain;

/** Brain tumours after cardiac procedures by cumulative dose to the brain. */
export default analysis({
  title: "Brain tumours and brain dose",
  question: "Does the dose to the brain from X-ray guided heart procedures raise the risk of brain tumours?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 20], ageAtFirst: [0, 5], sinceFirst: [0, 15]},
    truth: trueTrend(design)
  })
});
