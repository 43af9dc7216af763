import {analysis} from "../analysis.js";
import {doseError} from "../definitions/doseError.js";
import {heart, lung, marrow} from "../definitions/organs.js";
import {leukaemia} from "../definitions/outcomes.js";
import {cardiacCancer} from "../designs/cardiacCancer.js";
import {followed} from "../designs/doseResponse.js";
import {characteristics} from "../steps/characteristics.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {doseBands} from "../steps/doseBands.js";
import {doseErrorSentence} from "../steps/doseError.js";
import {doseMethodForest, trendByRealisation, trueByMethod} from "../steps/doseMethods.js";
import {excessCases} from "../steps/excessCases.js";
import {modification} from "../steps/modification.js";
import {doseByEra, procedureDoses} from "../steps/procedureDoses.js";
import {publishedCells} from "../steps/publishedCells.js";
import {sensitivity} from "../steps/sensitivity.js";
import {shapes} from "../steps/shapes.js";
import {caseCount, childCount, personYears} from "../steps/totals.js";
import {publishedUnit, trend, trendEstimate, trendFigure, trendProfile} from "../steps/trend.js";
import {trueTrend} from "../steps/truth.js";
import type {Study} from "../study.js";

const design = cardiacCancer(leukaemia, marrow, {lagYears: 2, doseBands: [0, 3, 6, 10]});

const doses = {realisations: 1000, seed: 2026};

const cohort = (study: Study) => followed(study, design);

const lags = [0, 5, 7, 10].map((lagYears) => ({
  group: "Lag",
  label: `${lagYears} years`,
  change: {lagYears}
}));

const countries = ["BE", "FR", "DE", "IT", "NO", "ES", "UK"].map((country) => ({
  group: "Without one country",
  label: `without ${country}`,
  change: {without: [country]}
}));

/** Leukaemia after cardiac procedures by cumulative dose to the red bone marrow. */
export default analysis({
  title: "Leukaemia and red bone marrow dose",
  question:
    "Does the dose to the red bone marrow from X-ray guided heart procedures raise the risk of leukaemia?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events"],
  parameters: {...design, doses: {...doses, error: doseError}},
  seed: doses.seed,
  items: {
    flow: cohortFlow("Children of the cardiac cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    cases: caseCount("Cases of leukaemia", cohort),
    characteristics: characteristics(design),
    "procedure-doses": procedureDoses(marrow),
    "dose-by-era": doseByEra([marrow, lung, heart], [1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015]),
    trend: trend(design),
    truth: trueTrend(design),
    "dose-bands": doseBands(design),
    "dose-response": trendFigure(design),
    profile: trendProfile(design),
    shapes: shapes(design),
    modification: modification(design, [
      {label: "Sex", key: "sex"},
      {
        label: "Attained age",
        key: "age",
        groups: [
          {label: "under 10 years", from: 0},
          {label: "10 years or more", from: 10}
        ]
      }
    ]),
    excess: excessCases(design),
    "dose-error": doseErrorSentence(),
    "dose-methods": doseMethodForest(design, doses),
    "dose-methods-truth": trueByMethod(design, doses),
    "by-realisation": trendByRealisation(design, doses),
    sensitivity: sensitivity(
      design,
      [
        ...lags,
        {group: "Start of follow-up", label: "1 year after", change: {exclusionYears: 1}},
        {group: "Start of follow-up", label: "5 years after", change: {exclusionYears: 5}},
        {group: "Transplant", label: "censored", change: {transplant: "censor" as const}},
        {
          group: "Transplant",
          label: "not accounted for",
          change: {strata: ["sex", "country", "age", "year"] as const}
        },
        {group: "Predisposing syndromes", label: "included", change: {predisposed: "include" as const}},
        {group: "Dose", label: "below 50 mGy only", change: {doseBelow: 50}},
        {group: "Dose", label: "measured indicators only", change: {measuredDoseOnly: true}},
        ...countries
      ],
      "What the result rests on: the trend under other choices.",
      publishedUnit,
      trendEstimate
    ),
    cells: publishedCells(design, [0, 2, 5, 7, 10])
  }
});
