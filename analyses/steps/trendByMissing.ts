import type {Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Imputation} from "../definitions/imputation.js";
import {type DoseResponse, fitExcess} from "../designs/doseResponse.js";
import {imputedTrend} from "../designs/imputedTrend.js";
import type {Study} from "../study.js";
import {covers} from "./covers.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {isAtEnd} from "./slope.js";
import {publishedDose, publishedUnit} from "./trend.js";
import {trueErr} from "./truth.js";

/** The trend by what is done about missing products: children without any, the extract's doses, imputed by Rubin's rules. */
export function trendByMissing(designs: readonly DoseResponse[], imputation: Imputation): Step {
  return (study) => {
    const found = designs.map((design) => ({design, ...imputedTrend(study, design, imputation)}));
    return {
      kind: "figure",
      form: "forest",
      caption: "Excess relative risk by what is done about missing products.",
      alt: "Excess relative risks with their intervals for complete cases, for the extract's doses, and with missing products imputed.",
      data: {
        estimates: {
          columns: forestColumns(publishedUnit),
          rows: found.flatMap(({design, cases, pooled}) => {
            const {label} = design.outcome;
            return [
              waldEstimate(study, {...design, measuredDoseOnly: true}, "all products recorded"),
              waldEstimate(study, design, "doses as in the extract"),
              slopeOf(`products imputed ${imputation.imputations} times`, pooled, cases)
            ].map((estimate) => forestRow(capital(label), estimate.label, estimate));
          })
        }
      },
      options: {x: `Excess relative risk ${publishedUnit}`, null: 0, scale: "linear"},
      notes: [
        "Intervals by Wald’s method, those of imputed products by Rubin’s rules.",
        ...found.map(({design, pooled, atEnd}) =>
          pooled
            ? `${capital(design.outcome.label)}: what is missing takes ${percent(pooled.missingInformation)} of the information on the estimate.`
            : `${capital(design.outcome.label)}: in ${atEnd} of ${imputation.imputations} imputations the estimate is the lowest that the model allows, and Rubin’s rules have nothing to pool.`
        )
      ]
    };
  };
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** What made the synthetic data, and whether the interval with imputed products holds it. */
export function trueByMissing(design: DoseResponse, imputation: Imputation): Step {
  return (study) => {
    const truth = trueErr(study, design);
    if (truth === null) return {kind: "statement", text: ""};
    const {pooled, cases} = imputedTrend(study, design, imputation);
    const [lower, upper] = [pooled?.lower, pooled?.upper].map((bound) => bound && publishedDose * bound);
    const said = covers(truth * publishedDose, {lower, upper}, publishedUnit, cases);
    const text = said.text.replace(
      "which the interval",
      `which the interval of ${imputation.imputations} imputations`
    );
    return {...said, text};
  };
}

/** The trend with its Wald interval; not determined at the lowest value that the model allows, where there is none. */
function waldEstimate(study: Study, design: DoseResponse, label: string): Estimate {
  const {parameters, events} = fitExcess(study, design);
  const [slope] = parameters;
  const isKnown = Number.isFinite(slope.estimate) && !isAtEnd(slope);
  return slopeOf(label, isKnown ? {...slope.wald!, estimate: slope.estimate} : null, events);
}

function slopeOf(
  label: string,
  slope: {estimate: number; lower: number; upper: number} | null,
  cases: number
): Estimate {
  if (!slope)
    return {kind: "estimate", label, value: {withheld: "not determined"}, unit: publishedUnit, cases};
  const [value, lower, upper] = [slope.estimate, slope.lower, slope.upper].map((x) => publishedDose * x);
  return {kind: "estimate", label, value, lower, upper, unit: publishedUnit, digits: 3, cases};
}
