import {analysis} from "../analysis.js";
import {cardiacEvent, endocrineDeficit, type Outcome, stroke} from "../definitions/outcomes.js";
import {hadProton} from "../designs/doseHazard.js";
import {type ModalityComparison, modalityCohort} from "../designs/modality.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {type CurveGroups, incidence} from "../steps/incidence.js";
import {
  modalityDoseRatios,
  modalityDoses,
  modalityIncidence,
  modalityRatio,
  modalityTable,
  trueModality
} from "../steps/modality.js";
import {childCount} from "../steps/totals.js";
import {treatments} from "../steps/treatments.js";
import type {Study} from "../study.js";

const cancers = ["leukaemia", "lymphoma", "brain", "thyroid", "breast", "lung", "other solid"];
const secondCancer: Outcome = {name: "second-cancer", label: "second cancer", groups: cancers};
const anyLate: Outcome = {
  name: "late",
  label: "cardiac event, stroke or second cancer",
  groups: ["cardiac", "stroke", ...cancers]
};
const endocrine = {outcome: endocrineDeficit, doseColumns: ["dose_hypothalamus_gy"]};
const late = {
  outcome: anyLate,
  doseColumns: ["dose_heart_gy", "dose_circle_of_willis_gy", "dose_marrow_gy"]
};

const comparison: ModalityComparison = {
  outcomes: [endocrine, late],
  doseKnots: 4,
  level: 0.95
};
const each = [
  endocrine,
  {outcome: cardiacEvent, doseColumns: ["dose_heart_gy"]},
  {outcome: stroke, doseColumns: ["dose_circle_of_willis_gy"]},
  {outcome: secondCancer, doseColumns: ["dose_marrow_gy"]}
];

const organs = [
  {label: "Heart", column: "dose_heart_gy"},
  {label: "Lung", column: "dose_lung_gy"},
  {label: "Breast", column: "dose_breast_gy"},
  {label: "Thyroid", column: "dose_thyroid_gy"},
  {label: "Red bone marrow", column: "dose_marrow_gy"},
  {label: "Brain", column: "dose_brain_gy"},
  {label: "Circle of Willis", column: "dose_circle_of_willis_gy"},
  {label: "Hypothalamus", column: "dose_hypothalamus_gy"}
];

const cohort = (study: Study) => modalityCohort(study, endocrine);
const byModality: CurveGroups = {labels: ["photons", "protons"], by: "modality", of: hadProton};
const plan = {years: Array.from({length: 31}, (_, year) => year), eventsBetween: 10, level: 0.95};

/** Protons against photons: doses to the organs, and late effects with death competing. */
export default analysis({
  title: "Protons and photons",
  question:
    "How much less dose do protons leave in the organs, and do children treated with them have fewer late effects?",
  model: "h(t) = h₀(t; target) · exp(γ proton + δ age + s(D))",
  reads: ["persons", "treatments", "events"],
  parameters: {comparison, each, organs, plan},
  items: {
    flow: cohortFlow("Children of the radiotherapy cohort", "Followed", cohort),
    children: childCount(cohort),
    "ratio-given-dose": modalityRatio(endocrine, comparison, "cause-specific", true),
    ratio: modalityRatio(endocrine, comparison, "cause-specific", false),
    "subdistribution-ratio": modalityRatio(endocrine, comparison, "subdistribution", false),
    truth: trueModality(endocrine, comparison),
    "dose-ratios": modalityDoseRatios(cohort, organs, 0.95),
    doses: modalityDoses(cohort, organs),
    treatments: treatments(cohort),
    effects: modalityTable(comparison),
    each: modalityIncidence(each, {year: 20, level: 0.95}),
    "incidence-endocrine": incidence(cohort, byModality, {...plan, event: endocrineDeficit.label}),
    "incidence-late": incidence((study) => modalityCohort(study, late), byModality, {
      ...plan,
      event: anyLate.label
    })
  }
});
