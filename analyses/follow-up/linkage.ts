import {analysis} from "../analysis.js";
import {allCancers} from "../definitions/outcomes.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {codeList} from "../steps/codeList.js";
import {deathLinkage, eventsBySource, ratioByCountry, shortfalls} from "../steps/linkage.js";
import {ofTruth} from "../steps/ofTruth.js";

const design = {...cardiacCancers.leukaemia, outcome: allCancers};

/** Whether the registries found what there was to find. */
export default analysis({
  title: "Linkage and completeness",
  question: "Do the registries report all cancers and deaths of the children?",
  reads: ["persons", "procedures", "events", "rates"],
  parameters: design,
  items: {
    ratios: ratioByCountry(design),
    shortfalls: shortfalls(design),
    deaths: deathLinkage(),
    sources: eventsBySource(),
    codes: codeList(),
    truth: ofTruth(
      "The data are synthetic: no cancer and no death was left out, so that the true ratio is a little above 1 in every country, by the effect of dose, and the true share of deaths reported is all."
    )
  }
});
