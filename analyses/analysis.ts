import type {Item} from "../src/stats/result/report.js";
import type {ReadName, Study} from "./study.js";

/** A step of an analysis: from the study's tables to one item of its report, and what to warn of. */
export type Step = (study: Study) => Item & {warnings?: readonly string[]};

/**
 * A piece of an analysis that takes long, of numbers alone: it is computed on its own, wherever there is room, and
 * kept, so that a run that is stopped has lost no more than the pieces under way.
 */
export interface Block {
  /** Under which `study.once` keeps it: it says all that the numbers depend on beside the tables. */
  name: string;
  make: (study: Study) => Float64Array;
}

/** A block's numbers, made here unless they were made before. */
export function numbersOf({name, make}: Block, study: Study): Float64Array {
  return study.once(name, () => make(study));
}

/** One question, its design as plain parameters, and the items that answer it by name. */
export interface Analysis {
  title: string;
  question: string;
  /** The model as an equation in plain text, as a paper would print it. */
  model?: string;
  /** Tables of the extract that the items read: a change in another table makes nothing stale. */
  reads: readonly ReadName[];
  /** All choices of the analysis, resolved, as the provenance prints them. */
  parameters: unknown;
  seed?: number;
  /** Pieces that its items take by `numbersOf`, by a label; how it is cut must not depend on where it runs. */
  blocks?: Readonly<Record<string, Block>>;
  /** Every item that the page may show, in the order of computation. */
  items: Record<string, Step>;
}

/**
 * Declares an analysis. The file's path is its id (`analyses/cardiac/leukaemia.ts` is
 * `cardiac/leukaemia`) and the page of the same name shows its items.
 * @throws RangeError when it names no table or no item, TypeError when an item's name is no kebab-case word.
 */
export function analysis(definition: Analysis): Analysis {
  if (definition.reads.length === 0) throw new RangeError("reads must name a table of the extract; got none");
  const names = Object.keys(definition.items);
  if (names.length === 0) throw new RangeError("items must hold an item; got none");
  for (const name of names) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      throw new TypeError(`the name of an item must be lower-case words joined by hyphens; got "${name}"`);
  }
  return definition;
}
