import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {continuedPersonTime} from "../steps/continuedPersonTime.js";
import {detectableFigure, detectableFound, detectableTable, type PowerPlan} from "../steps/continuedPower.js";
import {ofTruth} from "../steps/ofTruth.js";

const {lymphoHaematopoietic, thyroid, breast, lung, solid} = cardiacCancers;

const plan: PowerPlan = {
  designs: [lymphoHaematopoietic, thyroid, breast, lung, solid],
  years: [0, 5, 10, 15, 20],
  alpha: 0.05,
  power: 0.8
};

/** What continued follow-up of the cardiac cohort would let one find. */
export default analysis({
  title: "What continued follow-up buys",
  question: "How small an effect of dose could be found if the children were followed for longer?",
  model: "power = Φ((β I − z √V₀) / √V),  I = Σ E (d − μ)²",
  reads: ["persons", "procedures", "events", "rates"],
  parameters: plan,
  items: {
    found: detectableFound(plan),
    detectable: detectableFigure(plan),
    "person-time": continuedPersonTime(solid, plan.years),
    table: detectableTable(plan),
    truth: ofTruth(
      "This report looks ahead: what it gives is a power and not an estimate, and the table gives it at the true excess relative risk."
    )
  }
});
