import {answerOf} from "../../fit/answer.js";
import {poissonModel} from "../../fit/models/poisson.js";
import {pickRows} from "../../fit/rows/rows.js";
import {definitionsOf} from "../../fit/spec/definitionsOf.js";
import type {FitSpec} from "../../fit/spec/fitSpec.js";
import {usedColumns} from "../../fit/spec/usedColumns.js";
import type {Column, Table} from "../../fit/table/table.js";
import type {PoissonFit} from "../../src/stats/poisson/poissonRegression.js";
import type {FittedParameter} from "../../src/stats/result/recomputable.js";
import type {Cell, TableData} from "../../src/stats/result/report.js";

/** What a fit of a published table is told by: all figures at full precision. */
export interface PublishedFit {
  logLik: number | null;
  parameters: FittedParameter[];
  vcov: (number | null)[][];
  /** Fitted background cases of each row that took part. */
  background: Float64Array;
}

/**
 * Fits a model to a published table, as `harmonic fit` does: the same bits wherever it is done. Only Poisson
 * models are known here, so that a browser need not load the others.
 * @throws RangeError for another model; as `harmonic fit` does where the table does not suit the spec.
 */
export function fitPublished(data: TableData, spec: object): PublishedFit {
  const {model, ...rest} = spec as FitSpec;
  if (model !== "poisson") throw new RangeError(`model must be poisson; got ${model}`);
  const own = {model, ...rest};
  const rows = pickRows(asTable(data), usedColumns(own), own.where, definitionsOf(own));
  const outcome = poissonModel(own, rows);
  const {logLik, parameters, vcov} = answerOf(model, outcome, rows.warnings, 0);
  return {
    logLik,
    vcov,
    background: (outcome as PoissonFit).background,
    parameters: parameters.map(({term, estimate, se, p, profile, wald}): FittedParameter => {
      const {lower, upper} = profile ?? wald ?? {lower: null, upper: null};
      return {term, estimate, se, p, lower, upper};
    })
  };
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
