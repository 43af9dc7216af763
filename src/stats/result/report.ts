import type {BoundStatus} from "./fit.js";
import type {Recomputable, TableFit} from "./recomputable.js";

/** A cell that the disclosure step has withheld; the text says what a reader may know, such as "<10". */
export interface Withheld {
  withheld: string;
}

/** One cell of a published table. `null` is "does not apply"; a withheld cell says why in its text. */
export type Cell = number | string | boolean | null | Withheld;

/**
 * A column of a published table. `type` tells the disclosure step and the page what it holds:
 * `count` persons or cases (rounded, suppressed when small); `personTime` in years; `number` any other
 * figure; `probability` a point of a curve (published to the decimals of the policy); `text` a label. A
 * figure derived from a count names that count's column in `from` and is withheld with it.
 */
export interface Column {
  name: string;
  label: string;
  type: "text" | "count" | "personTime" | "number" | "probability" | "p";
  unit?: string;
  /** Significant digits to show; the download holds the same digits unless it says more. */
  digits?: number;
  /** Most decimals to print, where a reader needs fewer than a computation from the download. */
  decimals?: number;
  from?: string[];
  /**
   * Name of a column with addresses, which a page does not print: each cell of this one leads to its own. Several
   * in one cell are parted by "; ", as are the texts that lead to them; what follows a dash leads nowhere.
   */
  link?: string;
}

/** A table of values: columns and rows, as they are shown, downloaded, and drawn. */
export interface TableData {
  columns: Column[];
  rows: Cell[][];
  /** Column whose equal values mark the rows that add up to one total, such as the name of a characteristic. */
  partition?: string;
}

/** A single published number with its interval: one sentence's worth of answer. */
export interface Estimate {
  kind: "estimate";
  label: string;
  value: number | Withheld;
  /** Bounds of the interval; `null` where `status` says that the likelihood does not determine one. */
  lower?: number | null;
  upper?: number | null;
  /** Confidence level of the interval, such as 0.95. */
  level?: number;
  status?: {lower: BoundStatus; upper: BoundStatus};
  /** Unit in the field's notation, such as "per 100 mGy"; absent for a plain number. */
  unit?: string;
  type?: "count" | "personTime" | "number" | "percent";
  digits?: number;
  p?: number;
  /** Number of cases that the estimate rests on; it is withheld when that is below the policy's threshold. */
  cases?: number;
}

/** A published table with its caption and notes. */
export interface Table extends TableData {
  kind: "table";
  caption: string;
  notes?: string[];
  /** Models that can be fitted to the table as it is published. */
  fits?: TableFit[];
}

/** The forms of figure that the site can draw; each has a component of that name in `src/components`. */
export type FigureForm =
  | "flow-chart"
  | "dose-by-era"
  | "dose-response"
  | "cumulative-incidence"
  | "forest"
  | "line-with-band"
  | "profile-likelihood"
  | "bars";

/** A published figure: what it is drawn from (every series a table, also its download) and how. */
export interface Figure {
  kind: "figure";
  form: FigureForm;
  caption: string;
  /** One sentence that says what the figure shows, for those who cannot see it. */
  alt: string;
  data: Record<string, TableData>;
  /** Axis labels and the like, read by the component of the form. */
  options?: Record<string, string | number | boolean>;
  notes?: string[];
}

/** A sentence that an analysis says of its result; a page leaves out a paragraph whose statement is empty. */
export interface Statement {
  kind: "statement";
  text: string;
  /** Number of cases that the sentence rests on; it is withheld when that is below the policy's threshold. */
  cases?: number;
}

export type Item = Estimate | Table | Figure | Statement;

/** Where a report came from: enough to find and to make it again. */
export interface Provenance {
  /** Hash over all that the result depends on; same key, same result. */
  key: string;
  extract: {
    name: string;
    version: string;
    synthetic: boolean;
    tables: {name: string; sha256: string; rows: number}[];
    /** SHA-256 of the truth file of a synthetic extract; `null` for children's own data. */
    truth: string | null;
  };
  /** Hash of the analysis and of all project code that it reaches. */
  code: string;
  lockfile: string;
  parameters: unknown;
  seed: number | null;
  policy: string;
}

/** One analysis, computed: the items that its page shows by name. */
export interface Report {
  id: string;
  title: string;
  question: string;
  /** The model as an equation, in plain text. */
  model?: string;
  items: Record<string, Item>;
  warnings: string[];
  /** `null` for what no extract has made: the records of validation and speed. */
  provenance: Provenance | null;
  /** What follows from the published values alone; put there after disclosure. */
  recompute?: Recomputable;
}
