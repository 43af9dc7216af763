import {categories} from "./categories.js";
import {type CheckedTable, found} from "./checkedTable.js";
import type {Finding} from "./finding.js";
import {firstOfEach} from "./firstOfEach.js";
import {rowKeys} from "./rowKeys.js";

/**
 * Looks for rows of one key: an error where the columns are the table's primary key; else a warning, which
 * tells rows that repeat an earlier one in all columns from rows that contradict it. A table without any key
 * is searched for rows that are equal in all columns.
 * @returns the findings, and for each row 1 where an earlier row has its key: other warnings leave it out,
 *   so that one fault is told once.
 */
export function checkKeys(checked: CheckedTable): {findings: Finding[]; again: Uint8Array} {
  const {table, schema, fields} = checked;
  const isUsable = (names: readonly string[]) =>
    names.every((name) => fields.some((field) => field.name === name));
  const again = new Uint8Array(table.rows);
  const findings: Finding[] = [];
  const tell = (rule: Finding["rule"], count: number, expectation: string) =>
    findings.push(...found(checked, undefined, rule, "warning", count, expectation));
  const {primaryKey, uniqueKeys = []} = schema;
  if (primaryKey && isUsable(primaryKey)) {
    const count = laterRows(checked, primaryKey).length;
    if (primaryKey.length === 1)
      findings.push(...found(checked, primaryKey[0], "key", "error", count, "must be unique"));
    else
      findings.push(
        ...found(
          checked,
          undefined,
          "key",
          "error",
          count,
          `must have one row for each ${primaryKey.join(", ")}`
        )
      );
  }
  for (const key of uniqueKeys.filter(isUsable)) {
    const later = laterRows(checked, key);
    for (const {row} of later) again[row] = 1;
    const equal = countEqual(checked, later);
    tell("repeated row", equal, `should have one row for each ${key.join(", ")}, not one twice`);
    tell(
      "contradictory row",
      later.length - equal,
      `should have one row for each ${key.join(", ")}, not two that differ`
    );
  }
  if (!primaryKey && uniqueKeys.length === 0 && fields.length > 0) {
    const later = laterRows(
      checked,
      fields.map(({name}) => name)
    );
    for (const {row} of later) again[row] = 1;
    tell("repeated row", later.length, "should have no row twice");
  }
  return {findings, again};
}

/** Rows whose key an earlier row has, and the first such row. */
interface Later {
  row: number;
  first: number;
}

function laterRows(checked: CheckedTable, key: readonly string[]): Later[] {
  const later: Later[] = [];
  firstOfEach(rowKeys(checked, key)).forEach((first, row) => {
    if (first !== row) later.push({row, first});
  });
  return later;
}

/** How many of the rows equal an earlier row of their key in every column. */
function countEqual({table, fields}: CheckedTable, later: readonly Later[]): number {
  const columns = fields.map(({name, type}) => {
    if (table.columns.find((column) => column.name === name)!.kind === "null") return [];
    if (type === "string") return categories(table, name).codes;
    return type === "date" ? table.days(name) : table.numbers(name);
  });
  const equals = (a: number, b: number) => columns.every((column) => Object.is(column[a], column[b]));
  const earlier = new Map<number, number[]>();
  let count = 0;
  for (const {row, first} of later) {
    const rows = earlier.get(first) ?? [first];
    if (rows.some((other) => equals(row, other))) ++count;
    earlier.set(first, [...rows, row]);
  }
  return count;
}
