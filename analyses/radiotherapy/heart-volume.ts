import {analysis} from "../analysis.js";
import {cardiacEvent} from "../definitions/outcomes.js";
import {irradiated} from "../designs/doseHazard.js";
import {heartDose} from "../designs/heartDose.js";
import {bestFigure, type DoseFigure, doseFigures} from "../steps/doseFigures.js";
import {doseVolumeBands} from "../steps/doseVolumeBands.js";
import {hazardTrend} from "../steps/hazardTrend.js";
import {incidence, incidenceTable} from "../steps/incidence.js";
import {ofTruth} from "../steps/ofTruth.js";
import {caseCount, childCount} from "../steps/totals.js";
import {doseVolumes} from "../steps/treatments.js";
import type {Study} from "../study.js";

const design = heartDose;

const figures: DoseFigure[] = [
  {label: "Mean dose", column: "dose_heart_gy", per: 1, unit: "Gy"},
  {label: "D2, the dose to the hottest 2 %", column: "heart_d2_gy", per: 1, unit: "Gy"},
  {label: "V5, the volume at 5 Gy or more", column: "heart_v5_pct", per: 10, unit: "%"},
  {label: "V20, the volume at 20 Gy or more", column: "heart_v20_pct", per: 10, unit: "%"},
  {label: "V30, the volume at 30 Gy or more", column: "heart_v30_pct", per: 10, unit: "%"}
];

const cohort = (study: Study) => irradiated(study, design);
const byV5 = {
  labels: ["V5 under 50 %", "V5 50 % or more"],
  by: "V5 of the heart",
  of: (_: Study, {total}: ReturnType<typeof irradiated>) =>
    Int32Array.from(total("heart_v5_pct"), (share) => Number(share >= 50))
};
const plan = {event: cardiacEvent.label, eventsBetween: 10, level: 0.95};
const years = Array.from({length: 31}, (_, year) => year);

/** Cardiac events after radiotherapy in childhood, by how much of the heart had which dose. */
export default analysis({
  title: "Cardiac events, dose and volume",
  question: "Which figure of dose and volume of the heart tells best who will have a cardiac event?",
  model: "h(a) = h₀(a; country, sex) · exp(γ z) · (1 + β V)",
  reads: ["persons", "treatments", "events"],
  parameters: {design, figures, plan, years},
  items: {
    children: childCount(cohort),
    cases: caseCount("Children with a cardiac event", cohort),
    "mean-dose": hazardTrend(design),
    best: bestFigure(design, figures),
    truth: ofTruth(
      "The data are synthetic: events were made from the mean heart dose alone, and volumes follow from it. So the truth is that the mean tells best, and that volumes tell as much as they tell of the mean."
    ),
    figures: doseFigures(design, figures),
    incidence: incidence(cohort, byV5, {...plan, years}),
    "incidence-table": incidenceTable(cohort, byV5, {...plan, years: [30]}),
    "volume-bands": doseVolumeBands(cohort, "heart", [
      {doseGy: 5, column: "heart_v5_pct"},
      {doseGy: 20, column: "heart_v20_pct"},
      {doseGy: 30, column: "heart_v30_pct"}
    ]),
    volumes: doseVolumes(
      cohort,
      "Dose and volume of the heart, in percentiles.",
      figures.map(({label, column, unit}) => ({label, column, unit}))
    )
  }
});
