import * as Plot from "@observablehq/plot";
import type {Figure} from "../stats/result/report.js";
import {type Canvas, chart, hairline, muted, paper, series, textWidth} from "./chart.js";
import {figureRows} from "./figureRows.js";
import {formatNumber} from "./formatNumber.js";
import {lineExtent} from "./lineExtent.js";
import {nameBesideEnd} from "./nameBesideEnd.js";

interface Point {
  name: string;
  x: number;
  estimate: number;
  lower: number;
  upper: number;
  above: boolean;
  below: boolean;
}

/**
 * An estimate over a number, one line with its band a series, each named at its end. The series `lines` has
 * the columns `series`, `x`, `estimate`, `lower` and `upper`; rows without an estimate are gaps. With the
 * option `points` each estimate is a dot with its interval, which ends in an arrow where it leaves the
 * picture, and the line between them is thin. Without the columns `lower` and `upper` there are lines alone. Options: `x` and `y` name the axes, `log` makes that of y
 * logarithmic, `reference` draws a dashed line at a height and `referenceLabel` names it. Data `points` of
 * columns `x`, `estimate`, `lower` and `upper` are dots with intervals over the lines, such as what was observed.
 */
export function lineWithBand(figure: Figure, canvas: Canvas): SVGSVGElement {
  const {options = {}} = figure;
  const bounded = figure.data["lines"]?.columns.some(({name}) => name === "lower");
  const rows = bounded
    ? figureRows(figure, "lines", ["series", "x", "estimate", "lower", "upper"])
    : figureRows(figure, "lines", ["series", "x", "estimate"]).map((row) => ({
        ...row,
        lower: row.estimate,
        upper: row.estimate
      }));
  const known = rows.filter(({x, estimate}) => typeof x === "number" && typeof estimate === "number");
  if (known.length === 0) throw new RangeError("lines of a line-with-band must hold an estimate; got none");
  const log = options["log"] === true;
  const reference = typeof options["reference"] === "number" ? options["reference"] : undefined;
  const dots = figure.data["points"]
    ? figureRows(figure, "points", ["x", "estimate", "lower", "upper"]).filter(
        ({x, estimate}) => typeof x === "number" && typeof estimate === "number"
      )
    : [];
  const [bottom, top] = lineExtent([...known, ...dots], log, reference);
  const inside = (value: number) => Math.min(top, Math.max(bottom, value));
  const points = known.map(({series: name, x, estimate, lower, upper}): Point => {
    const low = lower === null ? -Infinity : typeof lower === "number" ? lower : (estimate as number);
    const high = upper === null ? Infinity : typeof upper === "number" ? upper : (estimate as number);
    return {
      name: String(name),
      x: x as number,
      estimate: estimate as number,
      lower: inside(low),
      upper: inside(high),
      above: high > top,
      below: low < bottom
    };
  });
  const names = [...new Set(points.map(({name}) => name))];
  const single = names.length === 1;
  const marked = log ? roundValues(bottom, top) : undefined;
  const colour = (name: string) => series[names.indexOf(name) % series.length];
  const narrow = canvas.width < 500;
  const height = narrow ? 290 + (single ? 0 : 17 * names.length) : 340;
  const marginLeft = Math.max(narrow ? 38 : 48, 12 + textWidth(formatNumber(top, 0)));
  const longest = Math.max(...names.map((name) => textWidth(name)));
  const marginRight = single || narrow ? 16 : Math.min(210, longest + 18);
  const marginTop = narrow && !single ? 32 + 17 * names.length : 30;
  const xs = [...new Set([...points, ...dots].map(({x}) => x as number))].sort((a, b) => a - b);
  const [first, last] = [xs[0], xs[xs.length - 1]];
  const crowded =
    reference !== undefined &&
    nearest(points, last, 0.2 * (last - first), reference, log) < 0.1 * spanOf(bottom, top, log);
  const pad = options["points"] === true ? 0.04 * (last - first || 1) : 0;
  const lasts = names.map((name) => points.findLast((point) => point.name === name)!);
  const pixels = height - marginTop - 48;
  const ends = spread(
    lasts.filter(({x}) => x === last),
    (17 * spanOf(bottom, top, log)) / pixels,
    log
  );
  const drawn = names.map((name) => ({
    name,
    points: points
      .filter((point) => point.name === name)
      .map(({x, estimate}): [number, number] => [
        ((x - first) / (last - first || 1)) * (canvas.width - marginLeft - marginRight),
        pixels * (1 - spanOf(bottom, estimate, log) / spanOf(bottom, top, log))
      ])
  }));
  const inner = lasts
    .filter(({x}) => x !== last)
    .map(({name, x, estimate}) => ({
      name,
      x,
      y: estimate,
      ...nameBesideEnd(drawn.find((line) => line.name === name)!, drawn, canvas.width - marginLeft)
    }));
  return chart(canvas, {
    height,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: 48,
    x: {domain: [first - pad, last + pad], label: null},
    y: {domain: [bottom, top], type: log ? "log" : "linear", label: null},
    symbol: {type: "identity"} as Plot.ScaleOptions,
    color: {type: "identity"},
    marks: [
      Plot.gridY({stroke: hairline, strokeOpacity: 1, ticks: marked ?? 5}),
      Plot.axisY({
        tickSize: 0,
        ticks: marked ?? 5,
        color: muted,
        label: null,
        ...(log ? {tickFormat: String} : {})
      }),
      Plot.axisX({
        tickSize: 3,
        color: muted,
        label: null,
        ...(xs.length <= 9 && xs.every(Number.isInteger) ? {ticks: xs} : {ticks: narrow ? 5 : 8}),
        tickFormat: (x: number) => String(x).replace("-", "−")
      }),
      ...(reference === undefined
        ? []
        : [
            Plot.ruleY([reference], {stroke: "currentColor", strokeDasharray: "2,3", strokeOpacity: 0.7}),
            Plot.text([[crowded ? first : last, reference]], {
              text: () => String(options["referenceLabel"] ?? ""),
              textAnchor: crowded ? "start" : "end",
              dy: reference - bottom < 0.06 * (top - bottom) ? -8 : 9,
              dx: crowded ? 2 : -2,
              fill: muted,
              stroke: paper,
              strokeWidth: 3
            })
          ]),
      ...names.flatMap((name) => {
        const own = points.filter((point) => point.name === name);
        const line = {x: "x", y: "estimate", stroke: colour(name)};
        const shown = own.filter(({estimate}) => estimate >= bottom && estimate <= top);
        if (options["points"] !== true)
          return [
            Plot.areaY(own, {x: "x", y1: "lower", y2: "upper", fill: colour(name), fillOpacity: 0.14}),
            Plot.line(shown, {...line, strokeWidth: 2})
          ];
        return [
          Plot.line(shown, {...line, strokeWidth: 1, strokeOpacity: 0.6}),
          Plot.ruleX(own, {x: "x", y1: "lower", y2: "upper", stroke: colour(name), strokeWidth: 1.4}),
          ...(["above", "below"] as const).map((side) =>
            Plot.dot(
              own.filter((point) => point[side]),
              {
                x: "x",
                y: side === "above" ? top : bottom,
                symbol: "triangle",
                rotate: side === "above" ? 0 : 180,
                r: 3,
                fill: colour(name)
              }
            )
          ),
          Plot.dot(shown, {...line, r: 4, fill: colour(name), stroke: paper, strokeWidth: 1.5})
        ];
      }),
      Plot.ruleX(
        dots.filter(({lower, upper}) => typeof lower === "number" && typeof upper === "number"),
        {
          x: "x",
          y1: ({lower}) => inside(lower as number),
          y2: ({upper}) => inside(upper as number),
          stroke: "currentColor",
          strokeWidth: 1.2
        }
      ),
      Plot.dot(dots, {x: "x", y: "estimate", r: 4, fill: "currentColor", stroke: paper, strokeWidth: 1.5}),
      Plot.text([`${options["y"] ?? ""}`], {
        frameAnchor: "top-left",
        dx: -marginLeft,
        dy: 2 - marginTop,
        fill: muted
      }),
      ...(single
        ? []
        : narrow
          ? names.map((name, k) =>
              Plot.text([name], {
                frameAnchor: "top-left",
                dx: 4 - marginLeft,
                dy: 22 - marginTop + 17 * k,
                fill: colour(name),
                fontWeight: "600"
              })
            )
          : [...ends.map((end) => ({...end, anchor: "start" as const, dx: 8, dy: 0})), ...inner].map(
              ({name, x, y, anchor, dx, dy}) =>
                Plot.text([[x, y]], {
                  text: () => name,
                  textAnchor: anchor,
                  dx,
                  dy,
                  fill: colour(name),
                  fontWeight: "600",
                  stroke: paper,
                  strokeWidth: 4
                })
            )),
      Plot.text([`${options["x"] ?? ""}`], {frameAnchor: "bottom", dy: 40, fill: muted})
    ]
  });
}

/** 0.1, 0.2, 0.5, 1 … as far as they lie in a domain; powers of ten alone where it is wide. */
function roundValues(from: number, to: number): number[] {
  const steps = to / from > 1000 ? [1] : to / from > 30 ? [1, 3] : [1, 2, 5];
  const values: number[] = [];
  for (let k = Math.floor(Math.log10(from)); k <= Math.ceil(Math.log10(to)); ++k)
    for (const step of steps) {
      const value = Number(`${step}e${k}`);
      if (value >= from && value <= to) values.push(value);
    }
  return values;
}

/** From one height to another as the axis has it. */
function spanOf(from: number, to: number, log: boolean): number {
  return log ? Math.log(to / from) : to - from;
}

/** How near the lines come to a height within a reach of one end. */
function nearest(points: readonly Point[], end: number, reach: number, height: number, log: boolean): number {
  const near = points.filter(({x}) => Math.abs(x - end) <= reach);
  return Math.min(...near.map(({estimate}) => Math.abs(spanOf(height, estimate, log))));
}

/** Heights of the names at the ends of the lines, moved apart until none lies on another. */
function spread(
  lasts: readonly Point[],
  apart: number,
  log: boolean
): {name: string; x: number; y: number}[] {
  const [to, back] = log ? [Math.log, Math.exp] : [Number, Number];
  const labels = lasts.map(({name, x, estimate}) => ({name, x, y: to(estimate)})).sort((a, b) => a.y - b.y);
  for (let k = 1; k < labels.length; ++k) labels[k].y = Math.max(labels[k].y, labels[k - 1].y + apart);
  return labels.map((label) => ({...label, y: back(label.y)}));
}
