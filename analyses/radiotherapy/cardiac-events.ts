import {analysis} from "../analysis.js";
import {cardiacEvent} from "../definitions/outcomes.js";
import {hadProton, irradiated} from "../designs/doseHazard.js";
import {heartDose} from "../designs/heartDose.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {hazardRatios, proportionalHazards} from "../steps/hazardRatios.js";
import {
  hazardBands,
  hazardEstimate,
  hazardFigure,
  hazardProfile,
  hazardTrend,
  hazardUnit,
  trueHazard
} from "../steps/hazardTrend.js";
import {type CurveGroups, incidence, incidenceTable} from "../steps/incidence.js";
import {sensitivity} from "../steps/sensitivity.js";
import {caseCount, childCount, personYears} from "../steps/totals.js";
import {doseVolumes, treatments} from "../steps/treatments.js";
import type {Study} from "../study.js";

const design = heartDose;

const cohort = (study: Study) => irradiated(study, design);

const byHeartDose: CurveGroups = {
  labels: ["under 1 Gy", "1 to 15 Gy", "15 Gy or more"],
  by: "heart dose",
  of: (_, {total}) => Int32Array.from(total(design.doseColumn), (gray) => (gray < 1 ? 0 : gray < 15 ? 1 : 2))
};

const byModality: CurveGroups = {labels: ["photons", "protons"], by: "modality", of: hadProton};

const yearly = {
  event: cardiacEvent.label,
  years: Array.from({length: 31}, (_, year) => year),
  eventsBetween: 10,
  level: 0.95
};
const decades = {...yearly, years: [10, 30]};

/** Cardiac events after radiotherapy in childhood, by mean heart dose. */
export default analysis({
  title: "Cardiac events and heart dose",
  question: "Does the dose to the heart from radiotherapy in childhood raise the risk of cardiac events?",
  model: "h(a) = h₀(a; country, sex) · exp(γ z) · (1 + β D)",
  reads: ["persons", "treatments", "events"],
  parameters: {design, yearly, decades},
  items: {
    flow: cohortFlow("Children of the radiotherapy cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    cases: caseCount("Children with a cardiac event", cohort),
    treatments: treatments(cohort),
    "heart-dose": doseVolumes(cohort, "Dose to the heart, in percentiles.", [
      {label: "Mean dose", column: "dose_heart_gy", unit: "Gy"},
      {label: "D2: dose to the hottest 2 %", column: "heart_d2_gy", unit: "Gy"},
      {label: "V5: volume at 5 Gy or more", column: "heart_v5_pct", unit: "%"},
      {label: "V20: volume at 20 Gy or more", column: "heart_v20_pct", unit: "%"},
      {label: "V30: volume at 30 Gy or more", column: "heart_v30_pct", unit: "%"}
    ]),
    trend: hazardTrend(design),
    truth: trueHazard(design),
    "dose-response": hazardFigure(design),
    "dose-bands": hazardBands(design),
    incidence: incidence(cohort, byHeartDose, yearly),
    "incidence-table": incidenceTable(cohort, byHeartDose, decades),
    "incidence-by-modality": incidence(cohort, byModality, yearly),
    hazards: hazardRatios(design),
    "hazards-with-modality": hazardRatios({...design, proton: true}),
    profile: hazardProfile(design),
    "proportional-hazards": proportionalHazards(design),
    sensitivity: sensitivity(
      design,
      [
        {group: "Start of follow-up", label: "2 years after treatment", change: {enterYears: 2}},
        {group: "Start of follow-up", label: "5 years after treatment", change: {enterYears: 5}},
        {group: "Model", label: "without anthracycline", change: {anthracycline: false}},
        {group: "Model", label: "with protons", change: {proton: true}},
        {group: "Model", label: "one baseline for both sexes", change: {strata: ["country"]}},
        {group: "Dose", label: "below 25 Gy only", change: {doseBelow: 25}},
        ...["BE", "DK", "FR", "DE"].map((country) => ({
          group: "Without one country",
          label: `without ${country}`,
          change: {without: [country]}
        }))
      ],
      "What the result rests on: the slope under other choices.",
      hazardUnit,
      hazardEstimate
    )
  }
});
