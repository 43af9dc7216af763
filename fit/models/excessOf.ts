import type {Design} from "../../src/stats/result/design.js";
import {type Dose, dosesOf} from "../rows/dosesOf.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {designOf} from "../terms/designOf.js";

/**
 * The doses of a spec's excess and what modifies it; undefined where it has none. A modifier that has the
 * name of a background term as well is called `dose:name`, so that every parameter has a name of its own.
 */
export function excessOf(
  rows: Rows,
  {excess}: FitSpec,
  background?: Design
): {dose: Dose[]; modifiers?: Design} | undefined {
  if (!excess) return undefined;
  const dose = dosesOf(rows, excess.dose);
  const modifiers = designOf(rows, excess.modifiers);
  if (!modifiers) return {dose};
  const taken = [...dose.map(({name}) => name), ...(background?.names ?? [])];
  const names = modifiers.names.map((name) => (taken.includes(name) ? `${dose[0].name}:${name}` : name));
  return {dose, modifiers: {names, columns: modifiers.columns}};
}
