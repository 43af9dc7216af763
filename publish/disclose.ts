import {isWithheld} from "../src/components/isWithheld.js";
import type {Cell, Column, Estimate, Item, Report, TableData, Withheld} from "../src/stats/result/report.js";
import {followCounts} from "./disclosure/followCounts.js";
import {followWithheld} from "./disclosure/followWithheld.js";
import {percentileOf, withholdTails} from "./disclosure/percentiles.js";
import {publishedCount, roundTo} from "./disclosure/publishedCount.js";
import {type PublishedCounts, publishedCounts} from "./disclosure/publishedCounts.js";
import {roundColumn, roundEstimate, significant} from "./disclosure/publishedDigits.js";
import {thinCurves} from "./disclosure/thinCurves.js";
import type {Policy} from "./policy.js";

export {isWithheld};

/**
 * The one step that every result passes on its way to the site: counts below the policy's threshold are
 * withheld, and with them as few others as the sums of the report's tables ask for; all others are rounded.
 * Figures derived from a withheld count are withheld with it, those proportional to a count are computed
 * from the published one, percentiles with too few children beyond them are withheld, points of curves have
 * the policy's decimals and events in between, and no figure keeps more digits than are printed.
 *
 * Witness: by hand in test/publish/disclose.test.ts.
 */
export function disclose(report: Report, policy: Policy): Report {
  const thinned = thinCurves(report, policy);
  const counts = publishedCounts(thinned, policy);
  const items = Object.entries(thinned.items).map(([name, item]) => [
    name,
    discloseItem(name, item, counts, policy)
  ]);
  return {
    ...report,
    items: Object.fromEntries(items),
    provenance: report.provenance && {...report.provenance, policy: policy.holder}
  };
}

function discloseItem(name: string, item: Item, counts: PublishedCounts, policy: Policy): Item {
  switch (item.kind) {
    case "estimate":
      return discloseEstimate(name, item, counts, policy);
    case "table":
      return {...item, ...discloseTable(name, "", item, counts, policy)};
    case "statement":
      return item.cases === undefined ? item : discloseStatement(item, policy);
    case "figure": {
      const data = Object.entries(item.data).map(([series, table]) => [
        series,
        discloseTable(name, series, table, counts, policy)
      ]);
      const options = Object.entries(item.options ?? {}).map(([option, value]) => [
        option,
        typeof value === "number" ? significant(value, 4) : value
      ]);
      return {
        ...item,
        data: Object.fromEntries(data),
        ...(item.options && {options: Object.fromEntries(options)})
      };
    }
  }
}

function discloseStatement(item: Item & {kind: "statement"}, policy: Policy): Item {
  return isTooFew(item.cases!, policy)
    ? {kind: "statement", text: ""}
    : {...item, cases: roundTo(item.cases!, policy.roundTo)};
}

/** Whether what rests on so few cases is withheld; a policy may exempt models. */
function isTooFew(cases: number, policy: Policy): boolean {
  return cases < policy.threshold && !policy.exempt.includes("models");
}

function discloseEstimate(
  name: string,
  estimate: Estimate,
  counts: PublishedCounts,
  policy: Policy
): Estimate {
  if (isWithheld(estimate.value)) return withhold(estimate, estimate.value);
  if (estimate.type === "count") {
    const value = counts.alone(name)!;
    return isWithheld(value) ? withhold(estimate, value) : {...estimate, value};
  }
  if (estimate.type === "personTime")
    return {...estimate, value: roundTo(estimate.value, policy.personYearsRoundTo)};
  const {cases, ...rest} = roundEstimate(followShare(estimate, policy), policy);
  if (isWithheld(rest.value)) return withhold(estimate, rest.value);
  if (cases === undefined) return rest;
  if (isTooFew(cases, policy)) return withhold(estimate, {withheld: `fewer than ${policy.threshold} cases`});
  return cases < policy.threshold ? rest : {...rest, cases: roundTo(cases, policy.roundTo)};
}

/**
 * A percentage that is the share of a whole number of its `cases`, computed from what is published of both;
 * withheld where that number is small.
 */
function followShare(estimate: Estimate, policy: Policy): Estimate {
  const {type, value, lower, cases} = estimate;
  if (type !== "percent" || lower !== undefined || typeof value !== "number" || !cases) return estimate;
  const part = (value * cases) / 100;
  if (part <= 0 || Math.abs(part - Math.round(part)) > 1e-9 * cases) return estimate;
  const shown = publishedCount(Math.round(part), policy);
  const whole = publishedCount(cases, policy);
  if (isWithheld(shown)) return {...estimate, value: shown};
  return isWithheld(whole) ? {...estimate, value: whole} : {...estimate, value: (100 * shown) / whole};
}

/** The estimate without any of its figures: an interval or p-value tells of the count as the value does. */
function withhold({kind, label, unit, type}: Estimate, value: Withheld): Estimate {
  return {kind, label, unit, type, value};
}

function discloseTable(
  item: string,
  series: string,
  table: TableData,
  counts: PublishedCounts,
  policy: Policy
): TableData {
  const {columns, partition} = table;
  const rows = table.rows.map((row, i) =>
    row.map((cell, j): Cell => counts.cell(item, series, i, j) ?? discloseFigure(cell, columns[j], policy))
  );
  followCounts(table, rows, (total) => roundTo(total, policy.roundTo));
  columns.forEach((column, j) => {
    const p = percentileOf(column);
    if (p !== undefined) withholdTails(table, rows, j, Math.min(p, 1 - p), policy);
    roundColumn(columns, rows, j, policy);
  });
  followWithheld(table, rows);
  return {columns, rows, ...(partition === undefined ? {} : {partition})};
}

function discloseFigure(cell: Cell, {type}: Column, policy: Policy): Cell {
  if (typeof cell !== "number") return cell;
  if (type === "personTime") return roundTo(cell, policy.personYearsRoundTo);
  return type === "probability" ? Number(cell.toFixed(policy.curveDecimals)) : cell;
}
