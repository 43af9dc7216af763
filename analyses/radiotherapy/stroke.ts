import {analysis} from "../analysis.js";
import {stroke} from "../definitions/outcomes.js";
import type {DoseHazard} from "../designs/doseHazard.js";
import {type LateEffect, lateEffect} from "../steps/lateEffect.js";

const design: DoseHazard = {
  outcome: stroke,
  doseColumn: "dose_circle_of_willis_gy",
  doseLabel: "mean dose to the circle of Willis",
  anthracycline: false,
  proton: false,
  strata: ["sex"],
  enterYears: 0,
  doseBands: [0, 30, 40],
  level: 0.95
};

const report: LateEffect = {
  curveEdges: [0, 30],
  curveYears: 30,
  tableYears: [30],
  doses: [
    {label: "mean dose to the brain", column: "dose_brain_gy"},
    {label: "mean dose to the hypothalamus", column: "dose_hypothalamus_gy"}
  ],
  variations: [
    {group: "Start of follow-up", label: "2 years after treatment", change: {enterYears: 2}},
    {group: "Start of follow-up", label: "5 years after treatment", change: {enterYears: 5}},
    {group: "Model", label: "baseline free by country too", change: {strata: ["country", "sex"]}},
    {group: "Model", label: "with protons", change: {proton: true}},
    {
      group: "Dose",
      label: "mean dose to the brain",
      change: {doseColumn: "dose_brain_gy", doseLabel: "mean dose to the brain"}
    },
    ...["BE", "DK", "FR", "DE"].map((country) => ({
      group: "Without one country",
      label: `without ${country}`,
      change: {without: [country]}
    }))
  ]
};

/** Stroke after radiotherapy in childhood, by dose to the circle of Willis. */
export default analysis({
  title: "Stroke and dose to the circle of Willis",
  question:
    "Does the dose to the arteries of the brain from radiotherapy in childhood raise the risk of stroke?",
  model: "h(a) = h₀(a; sex) · (1 + β D)",
  reads: ["persons", "treatments", "events"],
  parameters: {design, report},
  items: lateEffect(design, report)
});
