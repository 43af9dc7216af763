import {analysis} from "../analysis.js";
import {
  allCancers,
  brainTumour,
  breastCancer,
  leukaemia,
  lungCancer,
  lymphoHaematopoietic,
  lymphoma,
  solidCancer,
  thyroidCancer
} from "../definitions/outcomes.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {followed} from "../designs/doseResponse.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {incidenceForest} from "../steps/incidenceForest.js";
import {type FollowUp, incidenceRatios} from "../steps/incidenceRatios.js";
import {ratiosFound} from "../steps/ratiosFound.js";
import {childCount, personYears} from "../steps/totals.js";
import {trueRatios} from "../steps/trueRatios.js";
import type {Study} from "../study.js";

const {lymphoHaematopoietic: blood, solid, leukaemia: _, ...others} = cardiacCancers;
const {plausible: __, ...early} = {...solid, exclusionYears: 2, outcome: allCancers};
const single = [
  cardiacCancers.leukaemia,
  others.lymphoma,
  others.brain,
  others.thyroid,
  others.breast,
  others.lung
];

const ways: FollowUp[] = [
  {label: "from the first procedure", change: {exclusionYears: 0}},
  {label: "after exclusion", change: {}},
  {label: "after exclusion, to transplant", change: {transplant: "censor"}},
  {label: "predisposed children too", change: {predisposed: "include"}}
];
const either = ways.slice(1, 3);
const bloods = [lymphoHaematopoietic, leukaemia, lymphoma];
const solids = [solidCancer, brainTumour, thyroidCancer, breastCancer, lungCancer];
const five = {...early, exclusionYears: 5};

const cohort = (study: Study) => followed(study, early);

/** Cancers observed and expected at the registries' rates. */
export default analysis({
  title: "More cancers than expected?",
  question: "Do children who had X-ray guided heart procedures get more cancers than others, and which?",
  reads: ["persons", "procedures", "events", "rates"],
  parameters: {blood, early, five, ways},
  items: {
    found: ratiosFound(early, either),
    flow: cohortFlow("Children of the cardiac cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    all: incidenceForest("any cancer", [allCancers], early, ways),
    blood: incidenceForest("leukaemia and lymphoma", bloods, blood, either),
    solid: incidenceForest("solid cancers", solids, five, either),
    "all-table": incidenceRatios([allCancers], early, ways),
    "blood-table": incidenceRatios(bloods, early, ways),
    "solid-table": incidenceRatios(solids, five, ways),
    truth: trueRatios(single)
  }
});
