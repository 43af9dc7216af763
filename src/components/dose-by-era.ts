import * as Plot from "@observablehq/plot";
import type {Cell, Figure} from "../stats/result/report.js";
import {type Canvas, chart, hairline, muted, paper, series, stack} from "./chart.js";
import {figureRows} from "./figureRows.js";

/**
 * The distribution of dose by period, one panel a series: median, middle half (thick) and middle four
 * fifths (thin), on a logarithmic axis that all panels share. Periods whose figures are withheld are left
 * empty. With the option `unordered` no line joins the medians, as of centres. Panels stand side by side on a wide canvas, under one another on a narrow one.
 */
export function doseByEra(figure: Figure, canvas: Canvas): SVGSVGElement {
  const rows = figureRows(figure, "eras", ["series", "era", "p10", "p25", "median", "p75", "p90"]);
  const names = [...new Set(rows.map((row) => String(row.series)))];
  const eras = [...new Set(rows.map((row) => String(row.era)))];
  const values = rows
    .flatMap(({p10, median, p90}) => [p10, median, p90])
    .filter((value): value is number => typeof value === "number" && value > 0);
  const domain: [number, number] = [Math.min(...values), Math.max(...values)];
  const ticks = decades(domain);
  const narrow = canvas.width < 500;
  const panels = narrow ? 1 : Math.min(3, names.length);
  const gap = 18;
  const left = 40;
  const width = narrow ? canvas.width : (canvas.width - left + gap) / panels - gap;
  const bands: SVGSVGElement[][] = [];
  const start = panels * Math.floor((names.length - 1) / panels);
  const middle = names[start + Math.floor((names.length - 1 - start) / 2)];
  names.forEach((name, k) => {
    const first = narrow || k % panels === 0;
    const panel = draw(
      rows.filter((row) => row.series === name),
      {name, colour: series[k % series.length], first, last: narrow ? k === names.length - 1 : true}
    );
    if (first) bands.push([panel]);
    else bands[bands.length - 1].push(panel);
  });
  return stack(
    canvas,
    bands.map((band) => (band.length === 1 ? band[0] : row(band)))
  );

  function draw(
    own: Record<string, Cell>[],
    {name, colour, first, last}: {name: string; colour: string; first: boolean; last: boolean}
  ): SVGSVGElement {
    const shown = own.filter((row) => typeof row["median"] === "number");
    const marginLeft = first ? left : 0;
    return chart(
      {...canvas, width: width + (first && !narrow ? left : 0)},
      {
        height: narrow ? (last ? 214 : 186) : 290,
        marginLeft,
        marginRight: 2,
        marginTop: 44,
        marginBottom: last ? 44 : 16,
        x: {type: "band", domain: eras, axis: null, padding: 0.1},
        y: {type: "log", domain, axis: null},
        marks: [
          Plot.gridY(ticks, {stroke: hairline, strokeOpacity: 1}),
          first
            ? Plot.text(ticks, {
                y: (tick: number) => tick,
                text: String,
                frameAnchor: "left",
                textAnchor: "end",
                dx: -6,
                fill: muted,
                fontVariant: "tabular-nums"
              })
            : null,
          last
            ? Plot.axisX({
                tickSize: 0,
                color: muted,
                label: null,
                tickFormat: (era: string) => shortEra(era, eras)
              })
            : null,
          Plot.ruleX(shown, {x: "era", y1: "p10", y2: "p90", stroke: colour, strokeWidth: 1.2}),
          Plot.ruleX(shown, {
            x: "era",
            y1: "p25",
            y2: "p75",
            stroke: colour,
            strokeWidth: 6,
            strokeOpacity: 0.38
          }),
          figure.options?.["unordered"] === true
            ? null
            : Plot.line(shown, {x: "era", y: "median", stroke: colour, strokeWidth: 1.4}),
          Plot.dot(shown, {x: "era", y: "median", r: 3.4, fill: colour, stroke: paper, strokeWidth: 1}),
          Plot.text([name], {
            frameAnchor: "top-left",
            dx: first ? 2 - marginLeft : 2,
            dy: -22,
            fill: colour,
            fontWeight: "600"
          }),
          first && name === names[0]
            ? Plot.text([`${figure.options?.["y"] ?? ""}`], {
                frameAnchor: "top-left",
                dx: 2 - marginLeft,
                dy: -42,
                fill: muted
              })
            : null,
          last && name === middle
            ? Plot.text([`${figure.options?.["x"] ?? ""}`], {frameAnchor: "bottom", dy: 38, fill: muted})
            : null
        ]
      }
    );
  }

  function row(band: SVGSVGElement[]): SVGSVGElement {
    const svg = canvas.document.createElementNS("http://www.w3.org/2000/svg", "svg");
    let x = 0;
    for (const panel of band) {
      panel.removeAttribute("role");
      panel.removeAttribute("aria-label");
      panel.setAttribute("x", String(x));
      x += Number(panel.getAttribute("width")) + gap;
      svg.append(panel);
    }
    const height = Number(band[0].getAttribute("height"));
    svg.setAttribute("width", String(canvas.width));
    svg.setAttribute("height", String(height));
    svg.setAttribute("viewBox", `0 0 ${canvas.width} ${height}`);
    return svg;
  }
}

/** "1975–1979" as "1975", every second of many: the caption says that periods are meant. */
function shortEra(era: string, eras: readonly string[]): string {
  const k = eras.indexOf(era);
  if (eras.length > 6 && k % 2 === 1) return "";
  return /^\d{4}/.exec(era)?.[0] ?? era;
}

/** 0.1, 0.3, 1, 3, 10 … as far as they lie in the domain. */
function decades([from, to]: [number, number]): number[] {
  const ticks: number[] = [];
  for (let k = Math.floor(Math.log10(from)); k <= Math.ceil(Math.log10(to)); ++k)
    for (const step of [1, 3]) {
      const tick = Number(`${step}e${k}`);
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  return ticks;
}
