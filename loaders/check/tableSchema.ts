/** Bounds of a field: ISO dates for a date, numbers for a number. */
export interface Bounds {
  minimum?: number | string;
  maximum?: number | string;
}

/** A column as the data dictionary has it. */
export interface TableField {
  name: string;
  type: "string" | "date" | "number" | "integer" | "boolean";
  arrowType?: string;
  unit?: string;
  description?: string;
  /** Another form in which a holder may give the column. */
  alternative?: {type: "integer"; unit: "days from birth"};
  /** What must hold: where it does not, the row is wrong. */
  constraints?: Bounds & {required?: boolean; unique?: boolean; enum?: string[]; pattern?: string};
  /** What is expected: where it does not hold, the row is doubtful. */
  plausible?: Bounds & {
    /** Where the median lies, whatever the extract; elsewhere the unit is another. */
    median?: [number, number];
    /** The values are weights in kg of children of known age. */
    forAge?: "weight";
  };
}

/** Two days of a row, the first not after the second; `persons.birth` is that of the row's child. */
export type Order = [string, string];

/**
 * A table as the data dictionary has it: a Table Schema (Frictionless Data Package 2) with the order of
 * dates, and with what is expected beside what must hold.
 */
export interface TableSchema {
  name: string;
  title: string;
  description?: string;
  fields: TableField[];
  /** Columns that together name a row: two rows of one key are an error. */
  primaryKey?: string[];
  /** Columns that together should name a row: two rows of one key are told as repeated or contradictory. */
  uniqueKeys?: string[][];
  foreignKeys: {fields: string[]; reference: {resource: string; fields: string[]}}[];
  order: Order[];
  expectedOrder?: Order[];
}
