import {analysis} from "../analysis.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {trendsCovered, trendsFigure, trendsFound, trendsTable} from "../steps/trendsCompared.js";

/** The trends of all cancers beside each other. */
export default analysis({
  title: "Cancers at a glance",
  question: "Which cancers does the dose from X-ray guided heart procedures raise, and by how much?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events"],
  parameters: cardiacCancers,
  items: {
    found: trendsFound(cardiacCancers),
    truth: trendsCovered(cardiacCancers),
    trends: trendsFigure(cardiacCancers),
    "trend-table": trendsTable(cardiacCancers)
  }
});
