import * as Plot from "@observablehq/plot";
import type {Figure} from "../stats/result/report.js";
import {type Canvas, chart, hairline, muted, paper, series, stack} from "./chart.js";
import {figureRows, numeric} from "./figureRows.js";
import {formatNumber} from "./formatNumber.js";

interface Interval {
  dose: number;
  rr?: number;
  lower: number;
  upper: number;
  open: boolean;
}

/**
 * Relative risk over dose: the fitted line with its band, the dose bands at their mean dose with their
 * intervals, and below them on the same axis where the person-years lie. An interval that leaves the
 * picture ends in an arrow; a bound that is not determined reaches to the edge.
 */
export function doseResponse(figure: Figure, canvas: Canvas): SVGSVGElement {
  const fit = figureRows(figure, "fit", ["dose", "rr", "lower", "upper"]);
  const bins = figureRows(figure, "histogram", ["from", "to", "personYears"]);
  const points = figureRows(figure, "points", ["meanDose", "rr", "lower", "upper"]).filter(
    (row) => typeof row.rr === "number" && typeof row.meanDose === "number"
  );
  const doses = fit.map(({dose}) => numeric(dose) ?? 0);
  const domain: [number, number] = [0, Math.max(...doses)];
  const top = ceiling(fit, points);

  const band: Interval[] = fit.map(({dose, rr, lower, upper}) => ({
    dose: numeric(dose)!,
    rr: numeric(rr),
    lower: Math.min(top, numeric(lower) ?? 0),
    upper: Math.min(top, numeric(upper) ?? top),
    open: numeric(lower) === undefined || numeric(upper) === undefined
  }));
  const marks = points.map(({meanDose, rr, lower, upper}) => ({
    dose: numeric(meanDose)!,
    rr: numeric(rr)!,
    reference: lower === null && upper === null,
    lower: Math.max(0, numeric(lower) ?? 0),
    upper: Math.min(top, numeric(upper) ?? top),
    above: (numeric(upper) ?? Infinity) > top
  }));
  const last = band.findLast(({rr}) => rr !== undefined && rr <= top)!;
  const cut = fit.find(({upper}) => (numeric(upper) ?? Infinity) > top);
  const falls = last.rr! < 1 && last.rr! > 0.1 * top;
  const narrow = canvas.width < 500;
  const margins = {marginLeft: narrow ? 34 : 44, marginRight: 14};
  const label = `${figure.options?.["y"] ?? "Relative risk"}`;

  const main = chart(canvas, {
    ...margins,
    height: narrow ? 270 : 340,
    marginTop: 28,
    marginBottom: 22,
    x: {domain, axis: null},
    y: {domain: [0, top], label: null, ticks: 5, nice: false},
    marks: [
      Plot.gridY({stroke: hairline, strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, color: muted}),
      Plot.text([label], {frameAnchor: "top-left", dx: -margins.marginLeft, dy: -26, fill: muted}),
      Plot.areaY(band, {x: "dose", y1: "lower", y2: "upper", fill: series[0], fillOpacity: 0.14}),
      Plot.ruleY([1], {stroke: "currentColor", strokeDasharray: "2,3", strokeOpacity: 0.7}),
      Plot.line(
        band.filter(({rr}) => rr !== undefined && rr <= top),
        {x: "dose", y: "rr", stroke: series[0], strokeWidth: 2}
      ),
      Plot.ruleX(
        marks.filter(({reference}) => !reference),
        {x: "dose", y1: "lower", y2: "upper", stroke: "currentColor", strokeWidth: 1.1}
      ),
      Plot.dot(
        marks.filter(({above, reference}) => above && !reference),
        {x: "dose", y: top, symbol: "triangle", r: 3, fill: "currentColor", dy: 2}
      ),
      Plot.dot(
        marks.filter(({rr}) => rr <= top),
        {x: "dose", y: "rr", r: 4, fill: "currentColor", stroke: paper, strokeWidth: 1.5}
      ),
      Plot.text([last], {
        x: "dose",
        y: "rr",
        text: () => (narrow ? "fitted line" : "fitted line and its interval"),
        textAnchor: "end",
        dy: falls ? 11 : -9,
        dx: -4,
        fill: series[0],
        fontWeight: "600",
        stroke: paper,
        strokeWidth: 4
      }),
      ...(cut
        ? [
            Plot.text([[domain[1], top]], {
              text: () => "the interval goes on above",
              textAnchor: "end",
              dx: -4,
              dy: -9,
              fill: series[0]
            })
          ]
        : []),
      Plot.text([[domain[1], 1]], {
        text: () => "no excess",
        textAnchor: "end",
        dy: last.rr! < 1 ? -9 : 9,
        dx: -4,
        fill: muted,
        stroke: paper,
        strokeWidth: 3
      })
    ]
  });

  const years = bins
    .map(({from, to, personYears}) => ({from: numeric(from)!, to: numeric(to)!, years: numeric(personYears)}))
    .filter(({from, to}) => to > from);
  const most = Math.max(1, ...years.map((bin) => bin.years ?? 0));
  const histogram = chart(canvas, {
    ...margins,
    height: narrow ? 124 : 108,
    marginTop: 24,
    marginBottom: narrow ? 58 : 42,
    x: {domain, label: null},
    y: {domain: [0, most], axis: null},
    marks: [
      Plot.rect(
        years.filter((bin) => bin.years !== undefined),
        {
          x1: "from",
          x2: "to",
          y1: 0,
          y2: "years",
          fill: muted,
          fillOpacity: 0.45,
          insetLeft: 0.5,
          insetRight: 0.5
        }
      ),
      Plot.ruleY([0], {stroke: muted}),
      Plot.axisX({tickSize: 3, color: muted, ticks: narrow ? 5 : 8, label: null}),
      Plot.text([`Person-years, up to ${formatNumber(most, 0)} in a band`], {
        frameAnchor: "top-right",
        dy: -20,
        fill: muted
      }),
      Plot.text([`${figure.options?.["x"] ?? "Dose"}`], {
        frameAnchor: "bottom",
        lineAnchor: "top",
        dy: 22,
        lineWidth: narrow ? 24 : 60,
        fill: muted
      })
    ]
  });
  return stack(canvas, [main, histogram]);
}

/** A height that shows line, band and points whole unless an interval would dwarf the line. */
function ceiling(
  fit: readonly Record<"rr" | "upper", unknown>[],
  points: readonly Record<"rr" | "upper", unknown>[]
): number {
  const largest = (values: unknown[]) =>
    values.reduce<number>((most, value) => (typeof value === "number" ? Math.max(most, value) : most), 1);
  const centre = largest([...fit, ...points].map(({rr}) => rr));
  const all = largest([...fit, ...points].map(({upper}) => upper));
  const compact = 1 + 2.5 * Math.max(0.5, centre - 1);
  return Math.max(1.06 * all > 2.2 * compact ? compact : 1.06 * all, 1.5);
}
