import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {errLines} from "./errLines.js";
import {publishedUnit, trendEstimate} from "./trend.js";

/** Figure 5: the excess relative risk under each lag, for the eye to follow. */
export function trendByLag(
  main: DoseResponse,
  lags: readonly {lagYears: number; design: DoseResponse}[]
): Step {
  return (study) => ({
    kind: "figure",
    form: "line-with-band",
    caption: `Excess relative risk of ${main.outcome.label} ${publishedUnit} under each lag; the main analysis has ${main.lagYears} years.`,
    alt: `The excess relative risk with its interval under lags of ${lags.map(({lagYears}) => lagYears).join(", ")} years.`,
    data: {
      lines: {
        columns: errLines("Outcome", {label: "Lag", unit: "years"}),
        rows: lags.map(({lagYears, design}): Cell[] => {
          const {value, lower, upper, cases} = trendEstimate(study, design);
          return [main.outcome.label, lagYears, cases!, value, lower ?? null, upper ?? null];
        }),
        partition: "series"
      }
    },
    options: {
      x: "Lag (years)",
      y: `Excess relative risk ${publishedUnit}`,
      points: true,
      reference: 0,
      referenceLabel: "no excess"
    }
  });
}
