import {numbersOf} from "../analyses/analysis.js";
import type {Study} from "../analyses/study.js";
import type {Item, Report} from "../src/stats/result/report.js";
import type {Prepared} from "./prepare.js";

/**
 * Computes every item of one analysis.
 * @param onItem told the name of each item before it is computed.
 * @param kept numbers of its blocks that were computed before; the others are made here.
 * @throws Error that names the item, and nothing of a child; what a step throws is its `cause`.
 */
export function compute(
  {id, analysis, provenance}: Pick<Prepared, "id" | "analysis" | "provenance">,
  study: Study,
  onItem: (name: string) => void = () => {},
  kept: Readonly<Record<string, Float64Array>> = {}
): Report {
  const own = study.restrict(id, analysis.reads);
  for (const [label, numbers] of Object.entries(kept)) own.once(analysis.blocks![label].name, () => numbers);
  const items: Record<string, Item> = {};
  const warnings: string[] = [];
  for (const [name, step] of Object.entries(analysis.items)) {
    onItem(name);
    try {
      const {warnings: said = [], ...item} = step(own);
      items[name] = item;
      for (const warning of said) if (!warnings.includes(warning)) warnings.push(warning);
    } catch (error) {
      throw told(name, error);
    }
  }
  const {title, question, model} = analysis;
  return {id, title, question, model, items, warnings, provenance: {...provenance, policy: ""}};
}

/** Computes one block of an analysis. @throws Error as `compute`. */
export function computeBlock(
  {id, analysis}: Pick<Prepared, "id" | "analysis">,
  label: string,
  study: Study
): Float64Array {
  const block = analysis.blocks?.[label];
  if (!block) throw new RangeError(`block must be one of ${id}; got ${label}`);
  try {
    return numbersOf(block, study.restrict(id, analysis.reads));
  } catch (error) {
    throw told(label, error);
  }
}

function told(name: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${name}: ${withoutRow(message)}`, {cause: error});
}

/** A message without what it says of one row: in a step that is a child, and messages go into logs. */
function withoutRow(message: string): string {
  return message.replace(/; got [^;]*\brows? \d[\s\S]*$/, "; got a row that is not so");
}
