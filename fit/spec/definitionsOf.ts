import type {Definitions} from "../terms/designOf.js";
import type {FitSpec, Term} from "./fitSpec.js";

/** All terms of a spec, wherever they stand. */
export function termsOf({loglinear = [], terms = [], excess}: FitSpec): Term[] {
  return [...loglinear, ...terms, ...(excess?.modifiers ?? [])];
}

/**
 * The expressions that a spec names. @throws RangeError when one name is given to two expressions.
 */
export function definitionsOf(spec: FitSpec): Definitions {
  const definitions = new Map<string, string>();
  for (const term of termsOf(spec)) {
    if (typeof term === "string" || !("expression" in term) || term.name === undefined) continue;
    const {name, expression} = term;
    const other = definitions.get(name);
    if (other !== undefined && other !== expression)
      throw new RangeError(`${name} must name one expression; got "${other}" and "${expression}"`);
    definitions.set(name, expression);
  }
  return definitions;
}
