import type {Design} from "../../src/stats/result/design.js";
import {type Dose, dosesOf} from "../rows/dosesOf.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {type Definitions, designOf} from "../terms/designOf.js";

/** The doses of a spec's excess and what modifies it; undefined where it has none. */
export function excessOf(
  rows: Rows,
  {excess}: FitSpec,
  definitions: Definitions
): {dose: Dose[]; modifiers?: Design} | undefined {
  if (!excess) return undefined;
  const modifiers = designOf(rows, excess.modifiers, definitions);
  return {dose: dosesOf(rows, excess.dose), ...(modifiers && {modifiers})};
}
