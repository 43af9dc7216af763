import type {Report} from "../src/stats/result/report.js";
import type {Prepared} from "./prepare.js";

/** An analysis to compute, or one block of it. */
export interface Task extends Prepared {
  /** Label of the block; of the analysis itself when absent. */
  block?: string;
  /** Directory of the store, where the blocks of an analysis are found. */
  store: string;
}

/** What a task is called where both an analysis and its blocks may stand. */
export function taskName({id, block}: {id: string; block?: string}): string {
  return block === undefined ? id : `${id}: ${block}`;
}

/** What came of one task: its report or numbers, or why there are none. */
export type Computed =
  | {
      report: Report;
      /** How long it took, where that is known. */
      seconds?: number;
      /** Whether it is in the store already. */
      kept?: boolean;
    }
  /** `null` when they are in the store already. */
  | {block: Float64Array | null}
  | {error: string};

/** Told while an engine works. */
export interface Listener {
  /** An item of an analysis begins to be computed; of a block, itself. */
  item(id: string, name: string): void;
  /** How it stands, where no single item is known of. */
  tell(what: string): void;
  /** A task has ended; the engine waits until it is dealt with before it calls itself done. */
  ended(task: Task, computed: Computed): Promise<void>;
}

/** Where tasks are computed: each once, in any order, with the same bits everywhere. */
export type Engine = (tasks: readonly Task[], listener: Listener) => Promise<void>;
