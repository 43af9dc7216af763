import type {Parameter} from "../../src/stats/result/fit.js";
import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Study} from "../study.js";
import {profileOf, scaled, scaledEstimate} from "./slope.js";

/** How a dose-response is named and measured. */
export interface DoseAxis {
  /** What is relative, such as "Relative risk of leukaemia". */
  label: string;
  /** What the dose is, such as "Cumulative dose to the red bone marrow, lagged by 2 years". */
  dose: string;
  unit: "mGy" | "Gy";
}

/** What a dose-response is drawn from: dose bands with their relative risks, and the fitted slope. */
export interface DoseResponseCurve {
  points: TableData;
  slope: Parameter;
  /** Each band's edges, mean dose and person-years. */
  bands: readonly {lower: number; upper: number; meanDose: number; pyr: number}[];
}

/** The relative risk over dose: band points with their intervals, the fitted line with its band, the person-years. */
export function doseResponseFigure(
  {label, dose: doseLabel, unit}: DoseAxis,
  curve: (study: Study) => DoseResponseCurve
): Step {
  const line: Column[] = [
    {name: "dose", label: "Dose", type: "number", unit},
    {name: "rr", label: "Relative risk", type: "number", digits: 4},
    {name: "lower", label: "lower", type: "number", digits: 4},
    {name: "upper", label: "upper", type: "number", digits: 4}
  ];
  return (study) => {
    const {points, slope, bands} = curve(study);
    const {lower, upper} = scaled(profileOf(slope), 1);
    const top = Math.ceil(1.15 * bands[bands.length - 1].meanDose);
    const fitted = Array.from({length: 25}, (_, k): Cell[] => {
      const dose = (top * k) / 24;
      const rr = (value: number | null) => (value === null ? null : Math.max(0, 1 + value * dose));
      return [dose, rr(scaledEstimate(slope, 1)), rr(lower), rr(upper)];
    });
    return {
      kind: "figure",
      form: "dose-response",
      caption: `${label} by ${doseLabel[0].toLowerCase()}${doseLabel.slice(1)}.`,
      alt: `${label} in ${bands.length} dose bands with intervals, and the fitted straight line from 0 to ${top} ${unit}.`,
      data: {
        points,
        fit: {columns: line, rows: fitted},
        histogram: {
          columns: [
            {name: "from", label: "From", type: "number", unit},
            {name: "to", label: "To", type: "number", unit},
            {name: "personYears", label: "Person-years", type: "personTime"}
          ],
          rows: bands.map(({lower: from, upper: to, pyr}) => [from, Math.min(to, top), pyr])
        }
      },
      options: {x: `${doseLabel} (${unit})`, y: "Relative risk"}
    };
  };
}
