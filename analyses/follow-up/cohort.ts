import {analysis} from "../analysis.js";
import {persons} from "../definitions/persons.js";
import {
  type CohortName,
  exitReasons,
  followedFor,
  followUpByCountry,
  members
} from "../steps/followUpTables.js";
import {ofTruth} from "../steps/ofTruth.js";
import {caseCount, childCount, personYears} from "../steps/totals.js";
import type {Study} from "../study.js";

const cohorts: CohortName[] = ["cardiac", "radiotherapy"];
const marks = Array.from({length: 10}, (_, k) => 5 * k);

const everybody = (cohort: CohortName) => (study: Study) => {
  const all = persons(study);
  const rows = members(study, cohort);
  const take = (column: Int32Array) => rows.map((row) => column[row]);
  return {entry: take(all.entry), exit: take(all.exit), event: take(all.transplant)};
};

/** Who is followed, where and how long. */
export default analysis({
  title: "Who is followed, where and how long",
  question: "How many children does the study follow, in which countries, and for how long?",
  reads: ["persons"],
  parameters: {cohorts, marks},
  items: {
    "cardiac-children": childCount(everybody("cardiac")),
    "cardiac-years": personYears(everybody("cardiac")),
    transplanted: caseCount("Children with a transplant", everybody("cardiac")),
    "radiotherapy-children": childCount(everybody("radiotherapy")),
    "radiotherapy-years": personYears(everybody("radiotherapy")),
    "followed-for": followedFor(cohorts, marks),
    countries: followUpByCountry(cohorts),
    reasons: exitReasons(cohorts),
    truth: ofTruth(
      "This report counts what the extract holds. Nothing is estimated, so there is no true value to hold it against."
    )
  }
});
