import type {Cell} from "../stats/result/report.js";
import {textWidth, wrap} from "./chart.js";
import {numeric} from "./figureRows.js";
import {type IntervalCells, intervalTexts} from "./intervalText.js";
import {isUndetermined} from "./isUndetermined.js";
import {isWithheld} from "./isWithheld.js";

/** A line of a forest plot: its height, its words, and its interval as far as it is drawn. */
export interface ForestLine {
  y: number;
  label: string;
  heading?: boolean;
  main?: boolean;
  text: string;
  estimate?: number;
  lower?: number;
  upper?: number;
  cut: {lower: boolean; upper: boolean};
  size: number;
}

/**
 * The lines of a forest plot from top to bottom: a heading before each group, the main answer marked, the figures
 * in words, and how large each square is.
 *
 * @param narrow width of the canvas in px where label and figures stand above the interval.
 */
export function forestLines(
  rows: Record<"group" | "label" | "estimate" | "lower" | "upper", Cell>[],
  narrow: number | undefined
): ForestLine[] {
  const step = narrow ? 42 : 23;
  const widths = rows.map(({lower, upper}) => Number(upper ?? Infinity) - Number(lower ?? -Infinity));
  const finest = Math.min(...widths.filter((width) => width > 0));
  const texts = intervalTexts(rows);
  const lines: ForestLine[] = [];
  let y = 14;
  let group: Cell = "";
  rows.forEach((row, i) => {
    if (row.group !== group && row.group !== "") {
      y += lines.length > 0 ? 10 : 0;
      lines.push({
        y,
        label: String(row.group),
        heading: true,
        text: "",
        size: 0,
        cut: {lower: false, upper: false}
      });
      y += narrow ? 24 : step;
    }
    group = row.group;
    const label = wrap(String(row.label), 1000)[0];
    const text = words(row, texts);
    const alone = narrow !== undefined && textWidth(`${label} ${text}`) > narrow - 16;
    // On a phone a long label does not fit beside its figures.
    if (alone) {
      lines.push({y, label, text: "", size: 0, cut: {lower: false, upper: false}});
      y += 17;
    }
    lines.push({
      y,
      label: alone ? "" : label,
      main: row.group === "" && /^(main|all|pooled|together)/i.test(String(row.label)),
      text,
      estimate: numeric(row.estimate),
      lower: numeric(row.lower) ?? -Infinity,
      upper: numeric(row.upper) ?? Infinity,
      cut: {lower: false, upper: false},
      size: Math.max(2.2, Math.min(5.5, 5.5 * Math.sqrt(finest / widths[i]) || 2.2))
    });
    y += step;
  });
  return lines;
}

function words(row: IntervalCells, {estimate, bound}: ReturnType<typeof intervalTexts>): string {
  if (isWithheld(row.estimate)) return isUndetermined(row.estimate) ? "not determined" : "withheld";
  if (typeof row.estimate !== "number") return "not estimated";
  return `${estimate(row)} (${bound(row, "lower")} to ${bound(row, "upper")})`;
}
