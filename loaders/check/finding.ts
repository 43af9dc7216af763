/** The rules that an extract is checked by. */
export type Rule =
  | "table missing"
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
  | "row missing"
  | "realisations differ"
  | "reference"
  | "order"
  | "repeated row"
  | "contradictory row"
  | "implausible value"
  | "outside follow-up"
  | "contradiction";

/**
 * What a check found. The message says what must hold (`error`, which stops the run) or should hold
 * (`warning`), and nothing of any child: neither rows, ids and values, nor the count.
 */
export interface Finding {
  table: string;
  column?: string;
  rule: Rule;
  severity: "error" | "warning";
  /** Rows for which it does not hold; 1 where the rule is on a column or table as a whole. */
  count: number;
  /** Rows that were looked at; 1 where the rule is on a column or table as a whole. */
  of: number;
  message: string;
}
