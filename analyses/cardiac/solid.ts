import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {cancerItems} from "../steps/cancerItems.js";
import {mixedTruth} from "../steps/mixedTruth.js";

const design = cardiacCancers.solid;

/** All solid cancers after cardiac procedures by cumulative dose to the oesophagus, which stands for the trunk. */
export default analysis({
  title: "All solid cancers and dose to the trunk",
  question: "Does the dose to the trunk from X-ray guided heart procedures raise the risk of solid cancer?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates", "dose_realisations"],
  parameters: design,
  items: cancerItems(design, {
    modifiers: {attainedAge: [0, 20, 30, 40], ageAtFirst: [0, 1, 5, 10], sinceFirst: [0, 10, 20, 30]},
    truth: mixedTruth(design)
  })
});
