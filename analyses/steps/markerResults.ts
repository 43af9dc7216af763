import {exp} from "../../src/stats/numeric/elementary.js";
import type {Fit, Parameter} from "../../src/stats/result/fit.js";
import type {Column} from "../../src/stats/result/report.js";
import {
  estimatorOf,
  type Marker,
  type MarkerDose,
  type MarkerEstimator,
  type MarkerRows,
  markerFit,
  markerRows
} from "../designs/markerDose.js";
import type {Study} from "../study.js";

/** Slopes are given as the change of the marker, in per cent, with this many Gy more. */
export const publishedGy = 10;

/** What one marker's regression on dose found, in whom. */
export interface MarkerResult {
  marker: Marker;
  rows: MarkerRows;
  estimator: MarkerEstimator;
  slope: Parameter;
  children: number;
}

/** The regression of every marker of a design on dose. */
export function markerResults(study: Study, design: MarkerDose): MarkerResult[] {
  return study.once(`marker results ${JSON.stringify(design)}`, () =>
    design.markers.map((marker) => {
      const rows = markerRows(study, marker);
      const estimator = estimatorOf(rows, design);
      return {
        marker,
        rows,
        estimator,
        slope: slopeOf(markerFit(rows, estimator, design)),
        children: new Set(rows.child).size
      };
    })
  );
}

/** The regression of the marker of that name. */
export function markerResult(study: Study, design: MarkerDose, name: string): MarkerResult {
  const found = markerResults(study, design).find(({marker}) => marker.name === name);
  if (!found) throw new RangeError(`marker must be one of the design's; got ${name}`);
  return found;
}

/** The slope on dose of a fitted marker. */
export function slopeOf({parameters}: Fit): Parameter {
  return parameters.find(({term}) => term === "dose")!;
}

/** Estimate and bounds as per cent of change with `per` units more. */
export function inPerCent({estimate, wald}: Parameter, per = publishedGy): [number, number, number] {
  const percent = (value: number) => 100 * (exp(per * value) - 1);
  return [percent(estimate), percent(wald.lower), percent(wald.upper)];
}

/** Children with a measurement, from which figures of a marker derive. */
export const childrenColumn: Column = {name: "children", label: "Children", type: "count"};

/** A column of figures of a marker. */
export const markerFigure = (name: string, label: string, unit?: string): Column => ({
  name,
  label,
  type: "number",
  digits: 3,
  from: ["children"],
  ...(unit && {unit})
});
