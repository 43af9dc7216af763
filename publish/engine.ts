import type {Report} from "../src/stats/result/report.js";
import type {Prepared} from "./prepare.js";

/** What came of one analysis: its report, or why there is none. */
export type Computed =
  | {
      report: Report;
      /** How long it took, where that is known. */
      seconds?: number;
      /** Whether it is in the store already. */
      kept?: boolean;
    }
  | {error: string};

/** Told while an engine works. */
export interface Listener {
  /** An item begins to be computed. */
  item(id: string, name: string): void;
  /** How it stands, where no single item is known of. */
  tell(what: string): void;
  /** An analysis has ended; the engine waits until it is dealt with before it calls itself done. */
  ended(prepared: Prepared, computed: Computed): Promise<void>;
}

/** Where analyses are computed: each once, in any order, with the same bits everywhere. */
export type Engine = (tasks: readonly Prepared[], listener: Listener) => Promise<void>;
