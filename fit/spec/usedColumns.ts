import {columnsOf} from "../expression/columnsOf.js";
import {parse} from "../expression/parse.js";
import type {Table} from "../table/table.js";
import type {Definitions} from "../terms/designOf.js";
import {termsOf} from "./definitionsOf.js";
import type {FitSpec, Term} from "./fitSpec.js";

/** Names of all columns that the model of a spec reads, `where` apart. */
export function usedColumns(spec: FitSpec, table: Table, definitions: Definitions): string[] {
  const {event: _, competing: __, ...response} = spec.response;
  const inTerm = (term: Term): string[] => {
    if (typeof term !== "string")
      return "expression" in term ? columnsOf(parse(term.expression)) : [term.column];
    const expression = table.columns.has(term) ? undefined : definitions.get(term);
    return expression === undefined ? [term] : columnsOf(parse(expression));
  };
  const named = [
    ...Object.values(response),
    ...(spec.strata ?? []),
    ...[spec.groups ?? []].flat(),
    ...[spec.excess?.dose ?? []].flat(),
    ...(spec.realisations?.columns ?? []),
    spec.weights,
    spec.cluster,
    spec.offset,
    spec.trend
  ].filter((name) => name !== undefined);
  return [...new Set([...named, ...termsOf(spec).flatMap(inTerm)])];
}
