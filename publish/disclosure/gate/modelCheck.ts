import {normalQuantile} from "../../../src/stats/numeric/normal.js";
import type {Estimate, Item, Report, TableData} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {percentileOf} from "../percentiles.js";
import type {GateFinding} from "./finding.js";
import {significantDigits} from "./tokens.js";

/** What was looked at: estimates that rest on cases, and models with their number of parameters. */
export interface ModelResult {
  findings: GateFinding[];
  estimates: number;
  models: number;
  /** The most units of its last printed digit by which one case moves an estimate, on average. */
  unitsPerCase: number;
}

/**
 * Models and summaries of a report: estimates on fewer cases than the threshold (unless exempt), models whose
 * cases exceed their parameters by less than the residual degrees of freedom that the policy asks, extremes,
 * percentiles near the ends, figures with more digits than the policy allows, estimates with more digits than
 * one case should move.
 */
export function modelCheck(report: Report, policy: Policy): ModelResult {
  const result: ModelResult = {findings: [], estimates: 0, models: 0, unitsPerCase: 0};
  if (report.provenance === null) return result;
  const add = (item: string, what: string) =>
    result.findings.push({part: "models", where: `${report.id}#${item}`, what});
  for (const [name, item] of Object.entries(report.items)) {
    if (item.kind === "estimate" && item.cases !== undefined && typeof item.value === "number") {
      ++result.estimates;
      if (item.cases < policy.threshold && !policy.exempt.includes("models"))
        add(name, `rests on fewer than ${policy.threshold} cases`);
      const units = unitsOfOneCase(item);
      result.unitsPerCase = Math.max(result.unitsPerCase, units);
      if (units > policy.unitsPerCase)
        add(
          name,
          `is printed so finely that one case moves it by ${Math.round(units)} units of its last digit`
        );
    }
    if (numbersOf(item).some((x) => Number.isFinite(x) && significantDigits(x) > policy.significantDigits))
      add(name, `holds figures of more than ${policy.significantDigits} significant digits`);
    for (const table of tablesOf(item)) {
      const parameters = table.columns.findIndex((column) => column.name === "parameters");
      for (const row of parameters < 0 ? [] : table.rows) {
        const count = row[parameters];
        if (typeof count !== "number") continue;
        ++result.models;
        const cases = casesOf(report);
        if (cases !== null && cases - count < policy.residualDf)
          add(
            name,
            `fits ${count} parameters to ${cases} cases; ${policy.residualDf} more cases than parameters are asked for`
          );
      }
      for (const what of extremes(table, policy)) add(name, what);
    }
  }
  return result;
}

/**
 * By how many units of the last printed digit one case moves an estimate: se / √cases, for the variance of an
 * estimate is the sum over cases of the squares by which each moves it. The standard error is taken from the
 * narrower side of the interval; the digits from the finest of the figures that are printed together.
 * Source: Jaeckel (1972), the infinitesimal jackknife. Witness: each case of a Poisson model left out in turn,
 * test/publish/disclosure/gate/modelCheck.test.ts (law).
 */
export function unitsOfOneCase({value, lower, upper, level = 0.95, cases = 0}: Estimate): number {
  if (typeof value !== "number" || typeof lower !== "number" || typeof upper !== "number" || cases <= 0)
    return 0;
  const decimals = Math.max(
    ...[value, lower, upper].map((figure) => (String(figure).split(".")[1] ?? "").length)
  );
  const se = Math.min(value - lower, upper - value) / normalQuantile((1 + level) / 2);
  return (se / Math.sqrt(cases)) * 10 ** decimals;
}

/** Cases of the report: the count of that name, as published. */
function casesOf({items}: Report): number | null {
  const item = items["cases"];
  return item?.kind === "estimate" && typeof item.value === "number" ? item.value : null;
}

function extremes({columns, rows}: TableData, policy: Policy): string[] {
  return columns.flatMap((column, j) => {
    const p = percentileOf(column);
    if (p === undefined) return [];
    const count = columns.findIndex(({name}) => column.from?.includes(name));
    const tail = Math.min(p, 1 - p);
    const known = (cell: unknown) => (typeof cell === "number" ? cell + policy.roundTo / 2 : 0);
    const few = rows.some(
      (row) => typeof row[j] === "number" && tail * known(row[count]) < policy.percentileTail - 1e-9
    );
    return few ? [`gives ${column.name} with fewer than ${policy.percentileTail} values beyond it`] : [];
  });
}

function tablesOf(item: Item): TableData[] {
  return item.kind === "table" ? [item] : item.kind === "figure" ? Object.values(item.data) : [];
}

function numbersOf(item: Item): number[] {
  if (item.kind === "estimate")
    return [item.value, item.lower, item.upper].filter((x) => typeof x === "number");
  return tablesOf(item).flatMap(({rows, columns}) =>
    rows.flatMap((row) =>
      row.filter((cell, j): cell is number => typeof cell === "number" && columns[j].type !== "personTime")
    )
  );
}
