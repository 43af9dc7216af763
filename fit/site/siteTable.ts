import type {Classes} from "../../src/stats/persontime/cells.js";
import type {TabulateSpec} from "../tabulate/tabulateSpec.js";

/** What was done about cells that the policy calls small. */
export type SmallCells =
  | {choice: "none"}
  | {choice: "agreed"; agreement: string; cells: number}
  | {choice: "merged"; cells: number; merged: number; rows: number; groups: number};

/** What must be the same at every site: the axes, and which rows of the site's tables take part. */
export interface Definition {
  by: string[];
  status: string[];
  scales: NonNullable<TabulateSpec["scales"]>;
  dose: TabulateSpec["dose"] | null;
  count: TabulateSpec["count"] | null;
  persons: string | null;
  exposures: string | null;
  events: string | null;
  endFollowUp: boolean;
}

/**
 * A table of person-time that a site sends in place of children, as `data/schema/site-table.json` describes
 * it. Sums are exact, so that tables of sites add up to the pooled one to the last bit.
 */
export interface SiteTable {
  site: string;
  policy: {holder: string; threshold: number};
  smallCells: SmallCells;
  definition: Definition;
  keys: Record<string, Classes>;
  /** Class of each cell in which anybody spent time, by key. */
  cells: Record<string, number[]>;
  /** Row of each cell where cells are merged; without, each is a row of its own. */
  row?: number[];
  rows: {
    personDays: number[];
    doseDays: number[];
    doseDaysLow: number[];
    ageDays: number[];
    /** Children of each row; left out where cells are merged. */
    persons?: number[];
    /** The multiple of the threshold that the cases of each row reach, where cases are summed over rows. */
    casesAtLeast?: number[];
  };
  /** Group of each row where cases are summed over rows. */
  group?: number[];
  cases: number[];
  /** The highest mean dose of a cell to two digits, upwards: where cells of an open class of dose are merged. */
  doseAtMost?: number;
  /** What lies outside the classes of a scale; left out where cells are merged. */
  offTable?: {personDays: number; cases: number};
}
