import {analysis} from "../analysis.js";
import {allCancers, leukaemia, lymphoHaematopoietic, lymphoma} from "../definitions/outcomes.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {followed} from "../designs/doseResponse.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {countryForest} from "../steps/countryForest.js";
import {doseBands} from "../steps/doseBands.js";
import {incidenceRatios} from "../steps/incidenceRatios.js";
import {publishedCells} from "../steps/publishedCells.js";
import {sensitivity} from "../steps/sensitivity.js";
import {caseCount, childCount} from "../steps/totals.js";
import {transplantDose} from "../steps/transplantDose.js";
import {publishedUnit, trend, trendEstimate, trendFigure} from "../steps/trend.js";
import {trueTrendTwice} from "../steps/truth.js";
import type {Study} from "../study.js";

const adjusted = cardiacCancers.lymphoHaematopoietic;
const unadjusted: DoseResponse = {...adjusted, strata: ["sex", "country", "age", "year"]};
const censored: DoseResponse = {...unadjusted, transplant: "censor"};

const cohort = (study: Study) => followed(study, adjusted);

/** How organ transplant feigns a radiation effect, and what is left of it once transplant is in the model. */
export default analysis({
  title: "Organ transplant: the false answer and the true one",
  question:
    "How much of the apparent effect of dose on lympho-haematopoietic cancer is that of organ transplant?",
  model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
  reads: ["persons", "procedures", "events", "rates"],
  parameters: {adjusted, unadjusted, censored},
  items: {
    flow: cohortFlow("Children of the cardiac cohort", "Analysed", cohort),
    children: childCount(cohort),
    cases: caseCount("Cases of lympho-haematopoietic cancer", cohort),
    adjusted: trend(adjusted),
    unadjusted: trend(unadjusted),
    censored: trend(censored),
    truth: trueTrendTwice(adjusted, unadjusted, "that without transplant in the model"),
    "transplant-dose": transplantDose(adjusted),
    answers: sensitivity(
      adjusted,
      [
        {group: "Transplant", label: "not accounted for", change: {strata: unadjusted.strata}},
        {group: "Transplant", label: "censored", change: censored}
      ],
      "One cohort, three answers: transplant in the background, left out of the model, or ending follow-up.",
      publishedUnit,
      trendEstimate,
      {whole: true}
    ),
    countries: countryForest(adjusted),
    "dose-response": trendFigure(adjusted),
    "dose-bands": doseBands(adjusted),
    ratios: incidenceRatios([allCancers, lymphoHaematopoietic, lymphoma, leukaemia], adjusted, [
      {label: "to the end", change: {}},
      {label: "to transplant", change: {transplant: "censor"}},
      {label: "predisposed children too", change: {predisposed: "include"}}
    ]),
    // The cells of the report on these cancers, to the digit.
    cells: publishedCells(adjusted, [2], {
      answers: "adjusted",
      unadjusted: "unadjusted"
    })
  }
});
