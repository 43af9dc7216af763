import * as Plot from "@observablehq/plot";
import type {Figure} from "../stats/result/report.js";
import {type Canvas, chart, hairline, muted, series, textWidth} from "./chart.js";
import {figureRows} from "./figureRows.js";
import {type ForestLine, forestLines} from "./forestLines.js";

/**
 * Estimates under one another with their intervals: group headings, a square as large as the estimate
 * weighs (1 / width² of its interval), the main answer as a diamond with a dashed line through all rows, the
 * figures in words at the right. An interval that leaves the picture ends in an arrow; with the
 * option `whole` every bound that is determined lies within it. On a narrow canvas
 * label and figures stand above each interval.
 */
export function forest(figure: Figure, canvas: Canvas): SVGSVGElement {
  const narrow = canvas.width < 500;
  const log = figure.options?.["scale"] === "log";
  const rows = figureRows(figure, "estimates", ["group", "label", "estimate", "lower", "upper"]);
  const lines = forestLines(rows, narrow ? canvas.width : undefined);
  const origin = Number(figure.options?.["null"] ?? (log ? 1 : 0));
  const domain = extent(lines, origin, log, figure.options?.["whole"] === true);
  for (const line of lines) clip(line, domain);
  const height = lines[lines.length - 1].y + (narrow ? 26 : 18) + 54;
  const longest = Math.max(...lines.map(({label}) => textWidth(label)));
  const marginLeft = narrow ? 8 : Math.min(240, Math.max(200, longest + 24));
  const marginRight = narrow ? 8 : 158;
  const bottom = height - 50;
  const main = lines.find((line) => line.main && line.estimate !== undefined);
  const drawn = lines.filter((line) => line.estimate !== undefined);
  const lift = narrow ? 17 : 0;
  const spans = narrow
    ? drawn.map(({y}) => ({from: y + lift - 10, to: y + lift + 10}))
    : [{from: 4, to: bottom}];
  return chart(canvas, {
    height,
    marginTop: 0,
    marginBottom: 50,
    marginLeft,
    marginRight,
    x: {type: log ? "log" : "linear", domain, label: null},
    y: {type: "identity", axis: null},
    marks: [
      Plot.axisX({
        tickSize: 3,
        color: muted,
        ticks: log ? logTicks(domain, narrow ? 5 : 7) : narrow ? 5 : 6,
        ...(log ? {tickFormat: String} : {}),
        label: null,
        anchor: "bottom"
      }),
      Plot.ruleX(spans, {x: () => origin, y1: "from", y2: "to", stroke: "currentColor", strokeOpacity: 0.8}),
      ...(main
        ? [
            Plot.ruleX(spans, {
              x: () => main.estimate,
              y1: "from",
              y2: "to",
              stroke: series[0],
              strokeDasharray: "2,3"
            })
          ]
        : []),
      ...(narrow
        ? []
        : [
            Plot.ruleY(
              lines.filter((line) => line.heading),
              {
                y: (line: ForestLine) => line.y - 16,
                x1: domain[0],
                x2: domain[1],
                stroke: hairline,
                insetLeft: -marginLeft,
                insetRight: -marginRight
              }
            )
          ]),
      Plot.ruleY(drawn, {
        y: (line: ForestLine) => line.y + lift,
        x1: "lower",
        x2: "upper",
        stroke: (line: ForestLine) => (line.main ? series[0] : "currentColor"),
        strokeWidth: (line: ForestLine) => (line.main ? 2 : 1.2)
      }),
      ...(["lower", "upper"] as const).map((side) =>
        Plot.dot(
          drawn.filter((line) => line.cut[side]),
          {
            x: side,
            y: (line: ForestLine) => line.y + lift,
            r: 3,
            symbol: "triangle",
            rotate: side === "lower" ? -90 : 90,
            fill: (line: ForestLine) => (line.main ? series[0] : "currentColor")
          }
        )
      ),
      Plot.dot(
        drawn.filter((line) => line.estimate! >= domain[0] && line.estimate! <= domain[1]),
        {
          x: "estimate",
          y: (line: ForestLine) => line.y + lift,
          r: (line: ForestLine) => line.size,
          symbol: (line: ForestLine) => (line.main ? "diamond" : "square"),
          fill: (line: ForestLine) => (line.main ? series[0] : "currentColor")
        }
      ),
      labels(
        lines.filter((line) => line.heading),
        marginLeft,
        "start",
        "600"
      ),
      labels(
        lines.filter((line) => !line.heading && line.main),
        marginLeft,
        "start",
        "600"
      ),
      labels(
        lines.filter((line) => !line.heading && !line.main),
        marginLeft,
        "start",
        "400",
        narrow ? 0 : 10
      ),
      ...[true, false].map((main) =>
        Plot.text(
          lines.filter((line) => (line.main ?? false) === main),
          {
            x: domain[1],
            y: "y",
            text: "text",
            textAnchor: "end",
            dx: marginRight - 2,
            fontVariant: "tabular-nums",
            fontWeight: main ? "600" : "400"
          }
        )
      ),
      Plot.text([`${figure.options?.["x"] ?? ""}`], {frameAnchor: "bottom", dy: 38, fill: muted})
    ],
    symbol: {type: "identity"} as Plot.ScaleOptions,
    r: {type: "identity"},
    color: {type: "identity"}
  });

  function labels(
    data: ForestLine[],
    left: number,
    anchor: "start",
    weight: string,
    indent = 0
  ): Plot.Markish {
    return Plot.text(data, {
      x: domain[0],
      y: "y",
      text: "label",
      textAnchor: anchor,
      dx: indent - left + 2,
      fontWeight: weight
    });
  }
}

/** The range of the axis: wide enough for the main answer and most intervals, never for the widest. */
function extent(
  lines: readonly ForestLine[],
  origin: number,
  log: boolean,
  whole: boolean
): [number, number] {
  const of = log ? Math.log : (x: number) => x;
  const back = log ? Math.exp : (x: number) => x;
  const valid = lines.filter((line) => line.estimate !== undefined);
  const reference = valid.find((line) => line.main) ?? valid[0];
  const spans = valid
    .map(({lower, upper}) => of(upper!) - of(lower!))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const span = Math.max(spans[Math.floor(0.5 * spans.length)] ?? 1, spans[0] ?? 1);
  const centre = of(reference?.estimate ?? (log ? 1 : 0));
  const values = valid
    .flatMap(({lower, upper, estimate}) => [of(lower!), of(upper!), of(estimate!)])
    .filter(Number.isFinite)
    .concat(of(origin));
  const reach = whole ? Infinity : 1.6 * span;
  const low = Math.max(Math.min(...values), centre - reach);
  const high = Math.min(Math.max(...values), centre + reach);
  const [from, to] = [Math.min(low, of(origin)), Math.max(high, of(origin))];
  const pad = 0.04 * (to - from || 1);
  return [back(from - pad), back(to + pad)];
}

/** Round values on a logarithmic axis, about `count` of them: 0.2, 0.5, 1, 2 or finer where the axis is short. */
function logTicks([from, to]: [number, number], count: number): number[] {
  const steps = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];
  const ticksOf = (mantissas: readonly number[]) => {
    const ticks: number[] = [];
    for (let k = Math.floor(Math.log10(from)); k <= Math.ceil(Math.log10(to)); ++k)
      for (const mantissa of mantissas) {
        const tick = Number(`${mantissa}e${k}`);
        if (tick >= from && tick <= to) ticks.push(tick);
      }
    return ticks;
  };
  return steps.map(ticksOf).find((ticks) => ticks.length <= count) ?? ticksOf([1]);
}

function clip(line: ForestLine, [from, to]: [number, number]): void {
  if (line.estimate === undefined) return;
  line.cut = {lower: line.lower! < from, upper: line.upper! > to};
  line.lower = Math.max(from, Math.min(to, line.lower!));
  line.upper = Math.max(from, Math.min(to, line.upper!));
}
