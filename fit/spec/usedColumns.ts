import {columnsOf} from "../expression/columnsOf.js";
import {parse} from "../expression/parse.js";
import type {FitSpec, Term} from "./fitSpec.js";
import {partsOf} from "./partsOf.js";

/** Names of all columns that the model of a spec reads, `where` apart. */
export function usedColumns(spec: FitSpec): string[] {
  const {event: _, competing: __, ...response} = spec.response;
  const parts = spec.excess ? partsOf(spec.excess) : [];
  const inTerm = (term: Term): string[] => {
    if (typeof term === "string") return [term];
    return "expression" in term ? columnsOf(parse(term.expression)) : [term.column];
  };
  // With realisations the dose of the excess is but a name.
  const ofParts = parts.flatMap(({dose, modifiers = [], linearModifiers = [], interactions = []}) => [
    ...(spec.realisations ? [] : [dose].flat()),
    ...modifiers,
    ...linearModifiers,
    ...interactions
  ]);
  const terms = [spec.loglinear, spec.terms, ofParts].flatMap((list) => list ?? []);
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
