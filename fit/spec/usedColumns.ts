import {columnsOf} from "../expression/columnsOf.js";
import {parse} from "../expression/parse.js";
import type {FitSpec, Term} from "./fitSpec.js";

/** Names of all columns that the model of a spec reads, `where` apart. */
export function usedColumns(spec: FitSpec): string[] {
  const {event: _, competing: __, ...response} = spec.response;
  const {excess} = spec;
  const inTerm = (term: Term): string[] => {
    if (typeof term === "string") return [term];
    return "expression" in term ? columnsOf(parse(term.expression)) : [term.column];
  };
  // With realisations the dose of the excess is but a name.
  const dose = spec.realisations ? [] : [excess?.dose ?? []].flat();
  const terms = [spec.loglinear, spec.terms, excess?.modifiers, dose].flatMap((list) => list ?? []);
  const named = [
    ...Object.values(response),
    ...(spec.strata ?? []),
    ...[spec.groups ?? []].flat(),
    ...(spec.realisations?.columns ?? []),
    spec.weights,
    spec.cluster,
    spec.offset,
    spec.trend
  ].filter((name) => name !== undefined);
  return [...new Set([...named, ...terms.flatMap(inTerm)])];
}
