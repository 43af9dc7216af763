import * as Plot from "@observablehq/plot";
import type {Figure} from "../stats/result/report.js";
import {type Canvas, chart, hairline, muted, paper, series} from "./chart.js";
import {figureRows, numeric} from "./figureRows.js";

/**
 * Twice the fall of the log-likelihood from its highest point, over the parameter: the line at the χ²
 * quantile cuts out the interval, which is drawn along the axis; where the curve does not reach the line on
 * a side, the interval ends there with the model or is open. The best estimate is a point of the curve, at no fall.
 */
export function profileLikelihood(figure: Figure, canvas: Canvas): SVGSVGElement {
  const {columns} = figure.data["profile"] ?? {columns: []};
  const x = columns[0]?.name ?? "x";
  const cut = Number(figure.options?.["cut"]);
  const best = Number(figure.options?.["estimate"]);
  const rows = figureRows(figure, "profile", [x, "deviance"])
    .map((row) => ({x: numeric(row[x])!, fall: numeric(row.deviance)!}))
    .filter(({x: value, fall}) => value !== undefined && fall !== undefined && value !== best);
  const curve = [...rows, {x: best, fall: 0}].sort((a, b) => a.x - b.x);
  const inside = curve.filter(({fall}) => fall <= cut);
  const top = Math.min(1.7 * cut, Math.max(1.15 * cut, ...curve.map(({fall}) => fall)));
  const shown = curve.filter(({fall}) => fall <= top);
  const from = crossing(curve, cut, -1, best);
  const to = crossing(curve, cut, 1, best);
  const narrow = canvas.width < 500;
  const start = curve[0].x;
  const end = curve[curve.length - 1].x;
  const place = (best - start) / (end - start);
  return chart(canvas, {
    height: narrow ? 230 : 270,
    marginLeft: narrow ? 30 : 44,
    marginRight: 14,
    marginTop: 28,
    marginBottom: 44,
    x: {domain: [start, end], label: null},
    y: {domain: [0, top], label: null},
    marks: [
      Plot.gridY({stroke: hairline, strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, color: muted}),
      Plot.axisX({tickSize: 3, color: muted, ticks: narrow ? 5 : 8, label: null}),
      Plot.areaY(inside, {x: "x", y1: "fall", y2: () => cut, fill: series[0], fillOpacity: 0.12}),
      Plot.ruleY([cut], {stroke: "currentColor", strokeDasharray: "2,3"}),
      Plot.line(shown, {x: "x", y: "fall", stroke: series[0], strokeWidth: 2}),
      Plot.ruleX(
        [from, to].filter((bound) => bound !== null),
        {y1: 0, y2: cut, stroke: series[0]}
      ),
      Plot.ruleY([0], {x1: from ?? start, x2: to ?? end, stroke: series[0], strokeWidth: 4}),
      Plot.dot([[best, 0]], {r: 5, fill: series[0], stroke: paper, strokeWidth: 1.5}),
      Plot.text([[((from ?? start) + (to ?? end)) / 2, cut]], {
        text: () => intervalName(from, to),
        dy: -9,
        fill: "currentColor",
        stroke: paper,
        strokeWidth: 4
      }),
      Plot.ruleX([best], {y1: 0, y2: 0.36 * cut, stroke: series[0], strokeWidth: 0.75}),
      Plot.text([[best, 0.36 * cut]], {
        text: () => "best estimate",
        textAnchor: place < 0.12 ? "start" : place > 0.88 ? "end" : "middle",
        dy: -8,
        fill: series[0],
        fontWeight: "600",
        stroke: paper,
        strokeWidth: 4
      }),
      Plot.text([`${figure.options?.["y"] ?? ""}`], {
        frameAnchor: "top-left",
        dx: narrow ? -30 : -44,
        dy: -26,
        fill: muted
      }),
      Plot.text([`${figure.options?.["x"] ?? ""}`], {frameAnchor: "bottom", dy: 38, fill: muted})
    ]
  });
}

/** What the line cuts out, and on which side the curve ends before it reaches the line. */
function intervalName(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return "interval";
  const side = from !== null ? "on the right" : to !== null ? "on the left" : "on either side";
  return `interval, to the end of the curve ${side}`;
}

/** Where the curve crosses the line on one side of the best estimate, linearly between its points; `null` where it does not. */
function crossing(
  curve: readonly {x: number; fall: number}[],
  cut: number,
  side: -1 | 1,
  best: number
): number | null {
  const half = curve.filter(({x}) => side * (x - best) >= 0).sort((a, b) => side * (a.x - b.x));
  const k = half.findIndex(({fall}) => fall > cut);
  if (k < 1) return null;
  const [a, b] = [half[k - 1], half[k]];
  return a.x + ((cut - a.fall) / (b.fall - a.fall)) * (b.x - a.x);
}
