import {ConvergenceError} from "../src/stats/result/errors.js";
import {type Answer, answerOf} from "./answer.js";
import type {Model} from "./models/model.js";
import {pickRows} from "./rows/rows.js";
import {definitionsOf} from "./spec/definitionsOf.js";
import type {FitSpec} from "./spec/fitSpec.js";
import {usedColumns} from "./spec/usedColumns.js";
import type {Table} from "./table/table.js";

/**
 * Fits a model that has been read to a table. A fit that does not converge is an answer too: `converged` is
 * false, and a warning says how far it came.
 * @param model of the spec, see `modelOf`. @param spec as `readFitSpec` gives it.
 * @throws RangeError, TypeError and SyntaxError with one line when the table does not suit the spec.
 */
export function fitModel(model: Model, spec: FitSpec, table: Table): Answer {
  for (const name of Object.keys(spec.define ?? {}))
    if (table.columns.has(name))
      throw new RangeError(
        `define must have names that are no columns; got ${name}, which ${table.name} has`
      );
  const rows = pickRows(table, usedColumns(spec), spec.where, definitionsOf(spec));
  const begin = performance.now();
  try {
    const outcome = model(spec, rows);
    return answerOf(
      spec.model,
      outcome,
      rows.warnings,
      performance.now() - begin,
      spec.interval?.level ?? 0.95
    );
  } catch (error) {
    if (!(error instanceof ConvergenceError)) throw error;
    const {message, iterations, deviance} = error;
    const outcome = {n: rows.size, converged: false, iterations, deviance, warnings: [message]};
    return answerOf(spec.model, outcome, rows.warnings, performance.now() - begin);
  }
}
