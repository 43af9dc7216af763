/** The rules that an extract is checked by. */
export type Rule =
  | "column missing"
  | "column unknown"
  | "column twice"
  | "type"
  | "unit"
  | "value missing"
  | "range"
  | "category"
  | "pattern"
  | "key"
  | "reference"
  | "order"
  | "repeated row"
  | "contradictory row"
  | "implausible"
  | "weight for age"
  | "outside follow-up"
  | "contradiction";

/** What a check found: how many rows, never which. */
export interface Finding {
  table: string;
  column?: string;
  rule: Rule;
  /** An error stops the run; a warning is told. */
  severity: "error" | "warning";
  /** Rows that it concerns; of a rule on a whole column, 1. */
  count: number;
  /** Rows, or columns, that were looked at. */
  of: number;
  message: string;
}
