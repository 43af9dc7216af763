import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import type {FitSpec} from "../../fit/spec/fitSpec.js";
import type {Column, Table} from "../../fit/table/table.js";
import type {FittedParameter} from "../../src/stats/result/recomputable.js";
import type {Cell, TableData} from "../../src/stats/result/report.js";

/** What a fit of a published table is told by: all figures at full precision. */
export interface PublishedFit {
  logLik: number | null;
  parameters: FittedParameter[];
}

/** Fits a model to a published table: the same bits wherever it is done. @throws as `fitTable`. */
export function fitPublished(data: TableData, spec: object): PublishedFit {
  const {logLik, parameters} = answerTo(asTable(data), spec);
  return {logLik, parameters};
}

/** The figures that a fit is told by; the profile interval where there is one. */
export function answerTo(table: Table, spec: object): PublishedFit & {answer: Answer} {
  const answer = fitTable(spec as FitSpec, table);
  const parameters = answer.parameters.map(({term, estimate, se, p, profile, wald}): FittedParameter => {
    const {lower, upper} = profile ?? wald ?? {lower: null, upper: null};
    return {term, estimate, se, p, lower, upper};
  });
  return {logLik: answer.logLik, parameters, answer};
}

/** A published table as `harmonic fit` reads the download of it: what is withheld or empty is missing. */
export function asTable({columns, rows}: TableData): Table {
  return {
    name: "the published table",
    rows: rows.length,
    columns: new Map(
      columns.map(({name, type}, j) => {
        const cells = rows.map((row) => row[j]);
        return [name, type === "text" ? texts(cells) : numbers(cells)];
      })
    )
  };
}

function numbers(cells: readonly Cell[]): Column {
  return {
    type: "number",
    values: Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : Number.NaN))
  };
}

function texts(cells: readonly Cell[]): Column {
  const levels = [...new Set(cells.filter((cell) => typeof cell === "string"))];
  return {type: "text", levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell as string))};
}
