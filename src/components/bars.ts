import * as Plot from "@observablehq/plot";
import type {Cell, Figure} from "../stats/result/report.js";
import {cellText} from "./cellText.js";
import {type Canvas, chart, muted, series, textWidth} from "./chart.js";
import {intervalTexts} from "./intervalText.js";
import {isWithheld} from "./isWithheld.js";

/**
 * One bar a row of the first series: the first text column names it, the first other column is its
 * length, `lower` and `upper` its interval where there are such columns. A withheld bar is its text alone.
 * On a narrow canvas the names stand above the bars.
 */
export function bars(figure: Figure, canvas: Canvas): SVGSVGElement {
  const [{columns, rows}] = Object.values(figure.data);
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const label = columns.findIndex(({type}) => type === "text");
  const value = columns.findIndex(({type}) => type !== "text");
  const text = cellText(
    columns[value],
    rows.map((row) => row[value])
  );
  const cells = (row: readonly Cell[]) => ({
    estimate: row[value],
    lower: row[at("lower")],
    upper: row[at("upper")]
  });
  const intervals = intervalTexts(rows.map(cells), columns[value].digits);
  // With an interval a figure has the digits that it deserves, alone those of its column.
  const figureText = (row: readonly Cell[]) =>
    columns[value].type === "number" && typeof row[value] === "number" && at("lower") >= 0
      ? intervals.estimate(cells(row))
      : text(row[value]);
  const narrow = canvas.width < 500;
  const step = narrow ? 40 : 26;
  const data = rows.map((row, i) => ({
    y: 12 + i * step,
    label: String(row[label]),
    value: typeof row[value] === "number" ? row[value] : undefined,
    text: isWithheld(row[value]) ? `withheld (${text(row[value])})` : figureText(row),
    lower: row[at("lower")],
    upper: row[at("upper")]
  }));
  const bounded = data.filter(({lower, upper}) => typeof lower === "number" && typeof upper === "number");
  const most = Math.max(
    ...data.map((bar) => bar.value ?? 0),
    ...bounded.map(({upper}) => upper as number),
    1e-12
  );
  const least = Math.min(
    0,
    ...data.map((bar) => bar.value ?? 0),
    ...bounded.map(({lower}) => lower as number)
  );
  const marginLeft = narrow ? 2 : Math.min(260, 12 + Math.max(...data.map((bar) => textWidth(bar.label))));
  const lift = narrow ? 18 : 0;
  return chart(canvas, {
    height: data.length * step + 46,
    marginTop: 0,
    marginBottom: 40,
    marginLeft,
    marginRight: 64,
    x: {domain: [least, most], label: null},
    y: {type: "identity", axis: null},
    marks: [
      Plot.rect(
        data.filter((bar) => bar.value !== undefined),
        {
          x1: 0,
          x2: "value",
          y1: (bar) => bar.y + lift - 7,
          y2: (bar) => bar.y + lift + 7,
          fill: series[0],
          fillOpacity: bounded.length > 0 ? 0.55 : 0.9
        }
      ),
      Plot.ruleY(bounded, {
        y: (bar) => bar.y + lift,
        x1: "lower",
        x2: "upper",
        stroke: "currentColor",
        strokeWidth: 1.3
      }),
      Plot.ruleX(narrow ? data.map(({y}) => [y + lift - 9, y + lift + 9]) : [[0, data.length * step]], {
        x: 0,
        y1: "0",
        y2: "1",
        stroke: "currentColor"
      }),
      Plot.text(data, {
        x: () => least,
        y: "y",
        text: "label",
        textAnchor: narrow ? "start" : "end",
        dx: narrow ? 0 : -8
      }),
      Plot.text(data, {
        x: (bar) => Math.max(bar.value ?? 0, typeof bar.upper === "number" ? bar.upper : 0),
        y: (bar) => bar.y + lift,
        text: "text",
        textAnchor: "start",
        dx: 6,
        fontVariant: "tabular-nums"
      }),
      Plot.axisX({tickSize: 3, color: muted, ticks: narrow ? 4 : 6, label: null}),
      Plot.text([`${figure.options?.["x"] ?? columns[value].label}`], {
        frameAnchor: "bottom",
        dy: 36,
        fill: muted
      })
    ]
  });
}
