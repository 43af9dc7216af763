import type {Column, Report, TableData, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {type Range, rangeOf} from "../publishedCount.js";
import {isBound} from "../publishedDigits.js";
import type {GateFinding} from "./finding.js";

/** How much of the numbers at risk behind published curves can be told. */
export interface CurveResult {
  findings: GateFinding[];
  curves: number;
  /** Falls between neighbouring points, and those at which the number at risk is told. */
  steps: number;
  recovered: number;
}

/**
 * Reconstruction of curves: the fall between two published points is events over number at risk, so that each
 * number of events that may be leaves the numbers at risk that fit both points to their decimals. A step is
 * recovered where just one is left. Without a column of events each step is taken for one event.
 *
 * Source: Guyot and others (2012), BMC Medical Research Methodology 12, 9, turned into an attack.
 */
export function curveAttack(reports: readonly Report[], policy: Policy): CurveResult {
  const result: CurveResult = {findings: [], curves: 0, steps: 0, recovered: 0};
  for (const {id, items, provenance} of reports) {
    if (provenance === null) continue;
    for (const [name, item] of Object.entries(items)) {
      const tables = item.kind === "table" ? [item] : item.kind === "figure" ? Object.values(item.data) : [];
      for (const table of tables)
        for (const [label, points] of curvesOf(table)) {
          ++result.curves;
          const places = Math.max(policy.curveDecimals, ...points.map(({value}) => decimals(value)));
          let recovered = 0;
          for (let k = 1; k < points.length; ++k) {
            const told = atRisk(points[k - 1], points[k], places, policy);
            if (told === null) continue;
            ++result.steps;
            if (told) ++recovered;
          }
          result.recovered += recovered;
          const where = `${id}#${name}${label && `, ${label}`}`;
          const dense = points.filter((point, k) => k > 0 && isDense(points[k - 1], point, policy)).length;
          if (dense > 0)
            result.findings.push({
              part: "curves",
              where,
              what: `has ${dense} steps that are not said to hold ${policy.eventsPerStep} events or more`
            });
          if (recovered > 0)
            result.findings.push({
              part: "curves",
              where,
              what: `tells the number at risk at ${recovered} of ${points.length - 1} steps`
            });
          if (places > policy.curveDecimals)
            result.findings.push({
              part: "curves",
              where,
              what: `has more than ${policy.curveDecimals} decimals`
            });
        }
    }
  }
  return result;
}

interface Point {
  value: number;
  events?: number | Withheld;
}

/** Each column of probabilities that is no bound, in the groups that the texts of its rows make. */
function curvesOf({columns, rows}: TableData): [string, Point[]][] {
  const events = columns.findIndex(({name, type}) => type === "count" && /event|case/i.test(name));
  return columns.flatMap((column, j): [string, Point[]][] => {
    if (!isCurve(column)) return [];
    const curves = new Map<string, Point[]>();
    for (const row of rows) {
      if (typeof row[j] !== "number") continue;
      const label = row.filter((_, k) => columns[k].type === "text").join(", ");
      const cell = row[events];
      const known = typeof cell === "number" || (typeof cell === "object" && cell !== null);
      curves.set(label, [
        ...(curves.get(label) ?? []),
        {value: row[j], ...(known && {events: cell as number | Withheld})}
      ]);
    }
    return [...curves].filter(([, points]) => points.length > 1);
  });
}

function isCurve(column: Column): boolean {
  return column.type === "probability" && !isBound(column);
}

/** Whether a curve moves from one point to the next without the events that the policy asks for. */
function isDense(before: Point, after: Point, {eventsPerStep}: Policy): boolean {
  return after.value !== before.value && !(typeof after.events === "number" && after.events >= eventsPerStep);
}

function decimals(value: number): number {
  return (String(value).split(".")[1] ?? "").length;
}

/** Whether one number at risk alone fits the fall from one point to the next; `null` where there is none. */
function atRisk(before: Point, after: Point, places: number, policy: Policy): boolean | null {
  const [high, low] =
    before.value > after.value ? [before.value, after.value] : [1 - before.value, 1 - after.value];
  if (low >= high || low <= 0) return null;
  const half = 10 ** -places / 2;
  const least = 1 - (low + half) / (high - half);
  const most = 1 - (low - half) / (high + half);
  const events: Range = after.events === undefined ? {lower: 1, upper: 1} : rangeOf(after.events, policy);
  if (least <= 0 || !Number.isFinite(events.upper)) return false;
  const fitting = new Set<number>();
  for (let d = Math.max(1, events.lower); d <= events.upper; ++d)
    for (let n = Math.ceil(d / most); n <= Math.floor(d / least) && fitting.size < 2; ++n) fitting.add(n);
  return fitting.size === 1;
}
