import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {type CheckedTable, countRows, found} from "./checkedTable.js";
import type {Finding} from "./finding.js";
import type {Order} from "./tableSchema.js";

/**
 * Compares days of a row, or of a row and its child (`persons.birth`): an error where the first comes after
 * the second although it cannot, a warning where it should not (rows that repeat an earlier one left out). A
 * missing day is in order with every other.
 */
export function checkOrder(checked: CheckedTable, again: Uint8Array): Finding[] {
  const {schema, table} = checked;
  const check = (pairs: readonly Order[], severity: Finding["severity"]) =>
    pairs.flatMap(([first, second]) => {
      const [from, to] = [first, second].map((name) => dayOfRow(checked, name));
      if (!from || !to) return [];
      const count = countRows(table.rows, (row) => {
        const [start, end] = [from(row), to(row)];
        return (
          start !== NO_DAY && end !== NO_DAY && start > end && (severity === "error" || again[row] === 0)
        );
      });
      const must = severity === "error" ? "must" : "should";
      const own = second.startsWith(prefix) ? first : second;
      const rule =
        severity === "error"
          ? "order"
          : first === prefix + "entry" || second === prefix + "exit"
            ? "outside follow-up"
            : "order";
      const words = own === second ? `not be before ${first}` : `not be after ${second}`;
      return found(checked, own, rule, severity, count, `${must} ${words}`);
    });
  return [...check(schema.order, "error"), ...check(schema.expectedOrder ?? [], "warning")];
}

const prefix = "persons.";

/** A day of each row by the name of its column; `null` where the column cannot be read. */
function dayOfRow(
  {table, fields, personRow, persons}: CheckedTable,
  name: string
): ((row: number) => number) | null {
  if (!name.startsWith(prefix)) {
    if (!fields.some((field) => field.name === name)) return null;
    const own = table.days(name);
    return (row) => own[row];
  }
  const column = name.slice(prefix.length);
  if (!persons?.columns.some(({name: other, kind}) => other === column && kind === "date") || !personRow)
    return null;
  const days = persons.days(column);
  return (row) => (personRow[row] < 0 ? NO_DAY : days[personRow[row]]);
}
