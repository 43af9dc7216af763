import {columnsOf} from "../../fit/expression/columnsOf.js";
import {evaluate} from "../../fit/expression/evaluate.js";
import {parse} from "../../fit/expression/parse.js";
import type {FitSpec} from "../../fit/spec/fitSpec.js";
import {usedColumns} from "../../fit/spec/usedColumns.js";
import {extremeCounts} from "../../src/stats/poisson/extremeCounts.js";
import type {FittedTable, Recomputable, SlopeRange} from "../../src/stats/result/recomputable.js";
import type {Cell, Report, TableData} from "../../src/stats/result/report.js";
import {rangeOf} from "../disclosure/publishedCount.js";
import {asTable, fitPublished} from "./fitPublished.js";

type Rounding = Recomputable["rounding"];

/**
 * Fits every model that a disclosed report declares of its tables to the published values. A table of which
 * a needed figure is withheld has no fit.
 */
export function fitTables({items}: Report, rounding: Rounding): FittedTable[] {
  return Object.entries(items).flatMap(([item, table]) => {
    if (table.kind !== "table") return [];
    return (table.fits ?? []).flatMap((fit): FittedTable[] => {
      const data = rowsOf(table, fit.spec as FitSpec);
      if (data === null) return [];
      const range = slopeRange(data, fit.spec as FitSpec, rounding);
      const {logLik, parameters} = fitPublished(data, fit.spec);
      return [{...fit, item, logLik, parameters, ...(range && {range})}];
    });
  });
}

/** The rows of a table that a model takes; `null` where one lacks a figure that the model needs. */
export function rowsOf(data: TableData, spec: FitSpec): TableData | null {
  const table = asTable(data);
  const at = (name: string) => table.columns.get(name)!;
  const holds = spec.where === undefined ? null : evaluate(parse(spec.where), table.rows, (name) => at(name));
  const rows = data.rows.filter((_, i) => holds === null || holds[i] !== 0);
  const used = [
    ...usedColumns(spec),
    ...Object.values(spec.define ?? {}).flatMap((text) => columnsOf(parse(text)))
  ];
  const needed = data.columns.flatMap(({name}, j) => (used.includes(name) ? [j] : []));
  return rows.every((row) => needed.every((j) => typeof row[j] !== "object")) ? {...data, rows} : null;
}

/**
 * The slope over all counts that the published ones may stand for, person-years and doses as they are
 * published; `undefined` where the model is not one slope of relative excess.
 */
export function slopeRange(data: TableData, spec: FitSpec, rounding: Rounding): SlopeRange | undefined {
  const {excess, response, strata = [], loglinear = [], where: _, ...rest} = spec;
  if (rest.model !== "poisson" || !excess?.dose || Array.isArray(excess.dose) || loglinear.length > 0)
    return undefined;
  if (
    (excess.shape ?? "linear") !== "linear" ||
    excess.kind === "absolute" ||
    excess.modifiers ||
    excess.linearModifiers
  )
    return undefined;
  const column = (name: string) => data.columns.findIndex((own) => own.name === name);
  const table = asTable(data);
  const numbers = (text: string) => evaluate(parse(text), table.rows, (name) => table.columns.get(name)!);
  const dose = numbers(typeof excess.dose === "string" ? excess.dose : excess.dose.expression);
  const time = numbers(response.personTime!);
  const rate = response.rate === undefined ? null : numbers(spec.define?.[response.rate] ?? response.rate);
  const events = column(response.events!);
  const names = strata.map(column);
  const keys = data.rows.map((row) => names.map((j) => String(row[j])).join("\u0000"));
  const distinct = [...new Set(keys)];
  // Without strata, rows share one free background, or have the rates as they stand.
  const free = strata.length > 0 || rate === null;
  const {least, most} = extremeCounts({
    counts: data.rows.map((row) => rangeOf(row[events] as number, rounding)),
    dose,
    weight: rate ? time.map((value, i) => value * rate[i]) : time,
    ...(free && {strata: keys.map((key) => distinct.indexOf(key))})
  });
  const withCounts = (counts: Float64Array): TableData => ({
    ...data,
    rows: data.rows.map((row, i) => row.map((cell, j): Cell => (j === events ? counts[i] : cell)))
  });
  const [low, high] = [least, most].map((counts) => fitPublished(withCounts(counts), spec).parameters[0]);
  return {least: low.estimate, most: high.estimate, lower: low.lower, upper: high.upper};
}
