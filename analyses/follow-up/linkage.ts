import {analysis} from "../analysis.js";
import {allCancers} from "../definitions/outcomes.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {codeList} from "../steps/codeList.js";
import {deathLinkage, eventsBySource, linkageTruth, ratioByCountry, shortfalls} from "../steps/linkage.js";

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
    truth: linkageTruth(design)
  }
});
