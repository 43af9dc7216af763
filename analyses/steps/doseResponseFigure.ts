import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bands} from "../designs/bands.js";
import {cells, type DoseResponse, fit} from "../designs/doseResponse.js";
import {bandData} from "./doseBands.js";
import {profileOf, scaled} from "./trend.js";

const line: Column[] = [
  {name: "dose", label: "Dose", type: "number", unit: "mGy"},
  {name: "rr", label: "Relative risk", type: "number", digits: 4},
  {name: "lower", label: "lower", type: "number", digits: 4},
  {name: "upper", label: "upper", type: "number", digits: 4}
];

/** The relative risk over dose: band points with their intervals, the fitted line with its band, the person-years. */
export function doseResponseFigure(design: DoseResponse): Step {
  return (study) => {
    const list = bands(cells(study, design), design);
    const {parameters} = fit(study, design);
    const {estimate} = parameters[0];
    const {lower, upper} = scaled(profileOf(parameters[0]), 1);
    const last = list[list.length - 1].meanDose;
    const top = Math.ceil(1.15 * last);
    const fitted = Array.from({length: 25}, (_, k): Cell[] => {
      const dose = (top * k) / 24;
      const rr = (slope: number | null) => (slope === null ? null : Math.max(0, 1 + slope * dose));
      return [dose, rr(estimate), rr(lower), rr(upper)];
    });
    return {
      kind: "figure",
      form: "dose-response",
      caption: `Relative risk of ${design.outcome.label} by cumulative dose to the ${design.organ.label}.`,
      alt: `Relative risk in ${list.length} dose bands with intervals, and the fitted straight line from 0 to ${top} mGy.`,
      data: {
        points: bandData(study, design),
        fit: {columns: line, rows: fitted},
        histogram: {
          columns: [
            {name: "from", label: "From", type: "number", unit: "mGy"},
            {name: "to", label: "To", type: "number", unit: "mGy"},
            {name: "personYears", label: "Person-years", type: "personTime"}
          ],
          rows: list.map(({lower: from, upper: to, pyr}) => [from, Math.min(to, top), pyr])
        }
      },
      options: {
        x: `Cumulative dose to the ${design.organ.label} (mGy), lagged by ${design.lagYears} years`,
        y: "Relative risk"
      }
    };
  };
}
