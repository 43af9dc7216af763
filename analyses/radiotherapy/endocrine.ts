import {analysis} from "../analysis.js";
import {endocrineDeficit} from "../definitions/outcomes.js";
import type {DoseExcess} from "../designs/doseExcess.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {excessBands, excessCohort, excessSlope, excessSlopes, riskOverDose} from "../steps/doseExcess.js";
import {incidence, incidenceTable} from "../steps/incidence.js";
import {doseGroups} from "../steps/lateEffect.js";
import {sensitivity} from "../steps/sensitivity.js";
import {toleranceDose, toleranceEstimate, trueTolerance} from "../steps/toleranceDose.js";
import {caseCount, childCount, personYears} from "../steps/totals.js";
import {doseVolumes, treatments} from "../steps/treatments.js";

const design: DoseExcess = {
  outcome: endocrineDeficit,
  doseColumn: "dose_hypothalamus_gy",
  doseLabel: "mean dose to the hypothalamus",
  periods: [0, 5],
  toleranceYears: 5,
  times: [0, 1, 2, 3, 4, 5, 7, 10, 15, 20],
  doseClasses: [0, 0.5, 1, 2, 5, ...Array.from({length: 26}, (_, k) => 10 + 2 * k)],
  doseBands: [0, 10, 20, 30, 40],
  level: 0.95
};

const cohort = excessCohort(design);
const groups = doseGroups(design.doseColumn, [0, 10, 30]);
const plan = {event: endocrineDeficit.label, eventsBetween: 10, level: 0.95};
const years = Array.from({length: 31}, (_, year) => year);

/** Endocrine deficits after radiotherapy in childhood, by dose to the hypothalamus and time. */
export default analysis({
  title: "Endocrine deficits and dose to the hypothalamus",
  question:
    "At which dose to the hypothalamus, and how soon, does radiotherapy in childhood lead to endocrine deficits?",
  model: "λ(t) = λ₀ + β(t) · D",
  reads: ["persons", "treatments", "events"],
  parameters: {design, plan, years},
  items: {
    flow: cohortFlow("Children of the radiotherapy cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    cases: caseCount("Children with an endocrine deficit", cohort),
    treatments: treatments(cohort),
    doses: doseVolumes(cohort, "Dose in percentiles.", [
      {label: "Mean dose to the hypothalamus", column: design.doseColumn, unit: "Gy"}
    ]),
    "tolerance-dose": toleranceDose(design),
    truth: trueTolerance(design),
    risk: riskOverDose(design, 60),
    slopes: excessSlopes(design),
    "excess-early": excessSlope(design, 0),
    "excess-late": excessSlope(design, 1),
    "dose-bands": excessBands(design),
    incidence: incidence(cohort, groups, {...plan, years}),
    "incidence-table": incidenceTable(cohort, groups, {...plan, years: [5, 30]}),
    sensitivity: sensitivity(
      design,
      [
        {group: "First period", label: "3 years", change: {periods: [0, 3]}},
        {group: "First period", label: "7 years", change: {periods: [0, 7]}},
        {
          group: "Dose",
          label: "mean dose to the brain",
          change: {doseColumn: "dose_brain_gy", doseLabel: "mean dose to the brain"}
        }
      ],
      "What the result rests on: the TD50 at 5 years under other choices.",
      "(Gy)",
      toleranceEstimate,
      {measure: "TD50 at 5 years", short: "TD50", whole: true}
    )
  }
});
