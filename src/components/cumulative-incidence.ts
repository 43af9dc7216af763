import * as Plot from "@observablehq/plot";
import type {Figure} from "../stats/result/report.js";
import {type Canvas, chart, fontSize, hairline, muted, paper, series, stack, textWidth} from "./chart.js";
import {figureRows, numeric} from "./figureRows.js";
import {formatNumber} from "./formatNumber.js";
import {isWithheld} from "./isWithheld.js";
import {nameBesideEnd} from "./nameBesideEnd.js";

interface Point {
  group: string;
  time: number;
  incidence: number;
  lower?: number;
  upper?: number;
}

/**
 * Cumulative incidence over time in per cent, a line with its band through the published points of each group, named at its end,
 * and below the axis how many of each group are still at risk.
 */
export function cumulativeIncidence(figure: Figure, canvas: Canvas): SVGSVGElement {
  const points = figureRows(figure, "curves", ["group", "time", "incidence", "lower", "upper"])
    .filter((row) => typeof row.incidence === "number" && typeof row.time === "number")
    .map(
      (row): Point => ({
        group: String(row.group),
        time: row.time as number,
        incidence: 100 * (row.incidence as number),
        lower: percent(numeric(row.lower)),
        upper: percent(numeric(row.upper))
      })
    );
  const groups = [...new Set(points.map(({group}) => group))];
  const colour = (group: string) => series[groups.indexOf(group) % series.length];
  const narrow = canvas.width < 500;
  const longest = Math.max(...groups.map((group) => textWidth(group)));
  const marginRight = narrow ? 12 : Math.min(200, longest + 16);
  const marginLeft = narrow ? 34 : 44;
  const end = Math.max(...points.map(({time}) => time));
  const top = 1.06 * Math.max(...points.map(({upper, incidence}) => Math.max(incidence, upper ?? 0)));
  const height = narrow ? 260 : 330;
  // A group with too few events has its start alone: it is named below, with those at risk.
  const lasts = groups
    .map((group) => points.findLast((point) => point.group === group)!)
    .filter(({time}) => time > 0);
  const labels = spread(
    lasts.filter(({time}) => time === end),
    top,
    height - 28 - 30
  ).map((label) => ({
    ...label,
    anchor: narrow ? ("end" as const) : ("start" as const),
    dx: narrow ? -2 : 7,
    dy: narrow ? -9 : 0
  }));
  const drawn = groups.map((group) => ({
    name: group,
    points: points
      .filter((point) => point.group === group)
      .map(({time, incidence}): [number, number] => [
        (time / end) * (canvas.width - marginLeft - marginRight),
        (1 - incidence / top) * (height - 28 - 30)
      ])
  }));
  const inner = lasts
    .filter(({time}) => time !== end)
    .map(({group, time, incidence}) => ({
      group,
      time,
      y: incidence,
      ...nameBesideEnd(drawn.find(({name}) => name === group)!, drawn, canvas.width - marginLeft)
    }));

  const main = chart(canvas, {
    height,
    marginLeft,
    marginRight,
    marginTop: 28,
    marginBottom: 30,
    x: {domain: [0, end], label: null},
    y: {domain: [0, top], label: null},
    marks: [
      Plot.gridY({stroke: hairline, strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, color: muted, label: null}),
      Plot.axisX({tickSize: 3, ticks: narrow ? 5 : 8, color: muted, label: null}),
      ...groups.flatMap((group) => {
        const own = points.filter((point) => point.group === group);
        return [
          Plot.areaY(
            own.filter(({lower, upper}) => lower !== undefined && upper !== undefined),
            {x: "time", y1: "lower", y2: "upper", fill: colour(group), fillOpacity: 0.13}
          ),
          Plot.line(own, {
            x: "time",
            y: "incidence",
            stroke: colour(group),
            strokeWidth: 1.8
          }),
          Plot.dot(
            own.filter(({time}) => time > 0),
            {x: "time", y: "incidence", r: 2.6, fill: colour(group)}
          )
        ];
      }),
      Plot.ruleY([0], {stroke: muted}),
      ...[...labels, ...inner].map(({group, time, y, anchor, dx, dy}) =>
        Plot.text([[time, y]], {
          text: () => group,
          textAnchor: anchor,
          dx,
          dy,
          fill: colour(group),
          fontWeight: "600",
          stroke: paper,
          strokeWidth: 4
        })
      ),
      Plot.text([`${String(figure.options?.["y"] ?? "Cumulative incidence").replace(/ \(%\)$/, "")} (%)`], {
        frameAnchor: "top-left",
        dx: -marginLeft,
        dy: -26,
        fill: muted
      })
    ]
  });
  return stack(canvas, [
    main,
    atRisk(figure, canvas, {groups, colour, end, marginLeft, marginRight, narrow})
  ]);
}

/** The numbers at risk as rows of text on the time axis of the curves. */
function atRisk(
  figure: Figure,
  canvas: Canvas,
  {
    groups,
    colour,
    end,
    marginLeft,
    marginRight,
    narrow
  }: {
    groups: string[];
    colour: (group: string) => string;
    end: number;
    marginLeft: number;
    marginRight: number;
    narrow: boolean;
  }
): SVGSVGElement {
  const rows = figure.data["atRisk"] ? figureRows(figure, "atRisk", ["group", "time", "nRisk"]) : [];
  const times = [...new Set(rows.map(({time}) => Number(time)))];
  const keep = new Set(times.filter((_, k) => k % Math.ceil(times.length / (narrow ? 5 : 9)) === 0));
  const step = 40;
  const data = rows
    .filter(({time}) => keep.has(Number(time)) && Number(time) <= end)
    .map(({group, time, nRisk}) => ({
      group: String(group),
      time: Number(time),
      y: 48 + 16 + groups.indexOf(String(group)) * step,
      text: isWithheld(nRisk) ? nRisk.withheld : formatNumber(Number(nRisk), 0)
    }));
  return chart(canvas, {
    height: 30 + (rows.length > 0 ? 30 + groups.length * step : 0),
    marginLeft,
    marginRight,
    marginTop: 0,
    marginBottom: 0,
    x: {domain: [0, end], axis: null},
    y: {type: "identity", axis: null},
    color: {type: "identity"},
    marks: [
      Plot.text([`${figure.options?.["x"] ?? "Years"}`], {frameAnchor: "top", dy: 6, fill: muted}),
      rows.length > 0
        ? Plot.text(["Number at risk"], {
            frameAnchor: "top-left",
            dx: -marginLeft + 2,
            dy: 24,
            fill: muted,
            fontSize
          })
        : null,
      ...groups.map((group, k) =>
        rows.length > 0
          ? Plot.text([[0, 48 + k * step]], {
              text: () => group,
              textAnchor: "start",
              dx: -marginLeft + 2,
              fill: colour(group),
              fontWeight: "600"
            })
          : null
      ),
      Plot.text(data, {
        x: "time",
        y: "y",
        text: "text",
        textAnchor: "middle",
        fontVariant: "tabular-nums"
      })
    ]
  });
}

function percent(probability: number | undefined): number | undefined {
  return probability === undefined ? undefined : 100 * probability;
}

/** Heights of the groups' names, moved apart until none lies on another. */
function spread(
  lasts: readonly Point[],
  top: number,
  pixels: number
): {group: string; time: number; y: number}[] {
  const apart = (16 * top) / pixels;
  const labels = lasts
    .map(({group, time, incidence}) => ({group, time, y: incidence}))
    .sort((a, b) => a.y - b.y);
  for (let k = 1; k < labels.length; ++k) labels[k].y = Math.max(labels[k].y, labels[k - 1].y + apart);
  return labels;
}
