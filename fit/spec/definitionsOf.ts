import type {Expression, FitSpec} from "./fitSpec.js";
import {partsOf} from "./partsOf.js";

/** Expressions by name: columns that the table does not have, but can be called wherever one can. */
export type Definitions = ReadonlyMap<string, string>;

/**
 * The expressions that a spec names, under `define` or in a term or dose.
 * @throws RangeError when one name is given to two expressions.
 */
export function definitionsOf({define = {}, loglinear = [], terms = [], excess}: FitSpec): Definitions {
  const definitions = new Map(Object.entries(define));
  const ofParts = (excess ? partsOf(excess) : []).flatMap(({dose, modifiers = [], linearModifiers = []}) => [
    ...modifiers,
    ...linearModifiers,
    ...[dose].flat()
  ]);
  const all = [...loglinear, ...terms, ...ofParts];
  for (const term of all) {
    if (typeof term === "string" || !("expression" in term) || term.name === undefined) continue;
    const {name, expression} = term as Expression & {name: string};
    const other = definitions.get(name);
    if (other !== undefined && other !== expression)
      throw new RangeError(`${name} must name one expression; got "${other}" and "${expression}"`);
    definitions.set(name, expression);
  }
  return definitions;
}
