import type {Step} from "../analysis.js";
import {cardiacVariations, lagDesigns} from "../designs/cardiacVariations.js";
import {type DoseResponse, followed} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {absoluteByAge, absoluteRisk} from "./absoluteRisk.js";
import {characteristics} from "./characteristics.js";
import {choicesThatMatter} from "./choicesThatMatter.js";
import {cohortFlow} from "./cohortFlow.js";
import {countryForest} from "./countryForest.js";
import {countryMeta} from "./countryMeta.js";
import {doseBands} from "./doseBands.js";
import {doseMethodForest} from "./doseMethods.js";
import {excessCases} from "./excessCases.js";
import {ifEnough} from "./ifEnough.js";
import {type Modifier, modification} from "./modification.js";
import {organDoses} from "./organDoses.js";
import {personTimeTable} from "./personTimeTable.js";
import {publishedCells} from "./publishedCells.js";
import {sensitivity} from "./sensitivity.js";
import {shapes} from "./shapes.js";
import {caseCount, childCount, personYears} from "./totals.js";
import {publishedUnit, trend, trendEstimate, trendFigure, trendProfile} from "./trend.js";
import {trendByLag} from "./trendByLag.js";
import {yearGroups} from "./yearGroups.js";

/** What a cancer report chooses besides its design. */
export interface CancerChoices {
  /** Lower edges, in years, of the groups by which the trend may differ. */
  modifiers: {attainedAge: readonly number[]; ageAtFirst: readonly number[]; sinceFirst: readonly number[]};
  /** What made synthetic data, and whether the interval holds it. */
  truth: Step;
}

/** Cases from which on a kind of item is shown; with fewer, a sentence says so. */
const leastCases = {bands: 30, models: 100, countries: 200};

/** Realisations of the doses: enough for a sensitivity analysis. */
const doses = {realisations: 100, seed: 2026};

/** The items of a standard report on a cancer after cardiac procedures: tables 1, 2, 4 to 8, figures 1, 3 to 5, 7, 8. */
export function cancerItems(design: DoseResponse, {modifiers, truth}: CancerChoices): Record<string, Step> {
  const cohort = (study: Study) => followed(study, design);
  const {label} = design.outcome;
  const by: Modifier[] = [
    ...(design.sex ? [] : [{label: "Sex", key: "sex"} as const]),
    {label: "Attained age", key: "age", groups: yearGroups(modifiers.attainedAge)},
    {label: "Age at first procedure", key: "ageAtFirst", groups: yearGroups(modifiers.ageAtFirst)},
    {label: "Since first procedure", key: "sinceFirst", groups: yearGroups(modifiers.sinceFirst)}
  ];
  const {bands, models, countries} = leastCases;
  const enoughFor = (least: number, step: Step, otherwise: Step | string) =>
    ifEnough(cohort, least, step, otherwise);
  const compared = (manyCases: boolean) =>
    sensitivity(
      design,
      cardiacVariations(design, {manyCases}),
      "What the result rests on: the trend under other choices.",
      publishedUnit,
      trendEstimate
    );
  return {
    flow: cohortFlow("Children of the cardiac cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    cases: caseCount(`Cases of ${label}`, cohort),
    characteristics: enoughFor(models, characteristics(design), characteristics(design, {withCases: false})),
    "person-time": enoughFor(bands, personTimeTable(design), "Cases by age, period, time and dose are"),
    doses: organDoses(design),
    trend: trend(design),
    truth,
    "dose-bands": enoughFor(bands, doseBands(design), "Relative risks in dose bands are"),
    "dose-response": enoughFor(bands, trendFigure(design), "The dose-response figure is"),
    profile: trendProfile(design),
    shapes: enoughFor(models, shapes(design), "Other shapes of the dose-response are"),
    modification: enoughFor(
      models,
      modification(design, by),
      "Trends in groups by sex, age and time since the first procedure are"
    ),
    "absolute-risk": absoluteRisk(design),
    "absolute-by-age": enoughFor(
      models,
      absoluteByAge(design),
      "The excess absolute risk by attained age is"
    ),
    excess: enoughFor(bands, excessCases(design), "Background and excess cases in dose bands are"),
    lags: trendByLag(design, lagDesigns(design)),
    countries: enoughFor(countries, countryForest(design), "Trends of single countries are"),
    "country-meta": enoughFor(countries, countryMeta(design), "Their pooled estimate is"),
    "dose-methods": enoughFor(models, doseMethodForest(design, doses), "The trend with uncertain doses is"),
    sensitivity: enoughFor(bands, compared(true), compared(false)),
    choices: choicesThatMatter(ifEnough(cohort, bands, compared(true), compared(false))),
    cells: publishedCells(design, [0, 2, 5, 7, 10])
  };
}
