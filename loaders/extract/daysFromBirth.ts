import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {link} from "../../src/stats/cohort/link.js";
import type {TableSchema} from "../check/tableSchema.js";
import type {ExtractTable} from "./table.js";

/** The unit of a column of whole days since the child's birth. */
export const daysFromBirth = "days from birth";

/**
 * The table with its days from birth as dates: day = birth + days. A column is taken for days from birth
 * where it holds integers and its Table Schema either has it as an integer with the unit "days from birth",
 * or has it as a date that may come so (`"alternative"`). A holder may give only these, as Norway does;
 * `persons.birth` itself is always a date. Missing where the birth or the days are missing.
 *
 * @param persons the persons table; the child of a row is the one whose `id` its column `person` names.
 */
export function withDaysFromBirth(
  table: ExtractTable,
  schema: TableSchema,
  persons: () => ExtractTable
): ExtractTable {
  const relative = new Set(
    schema.fields
      .filter(({unit, alternative}) => unit === daysFromBirth || alternative?.unit === daysFromBirth)
      .map(({name}) => name)
      .filter((name) => table.columns.some((column) => column.name === name && column.kind === "integer"))
  );
  if (relative.size === 0) return table;
  const kept = new Map<string, Int32Array>();
  let births: Int32Array | undefined;
  const days = (name: string): Int32Array => {
    births ??= birthOfEachRow(table, persons());
    const birth = births;
    return Int32Array.from(table.numbers(name), (offset, i) =>
      Number.isNaN(offset) || birth[i] === NO_DAY ? NO_DAY : birth[i] + offset
    );
  };
  return {
    ...table,
    columns: table.columns.map((column) =>
      relative.has(column.name) ? {...column, kind: "date", unit: undefined} : column
    ),
    days(name) {
      if (!relative.has(name)) return table.days(name);
      if (!kept.has(name)) kept.set(name, days(name));
      return kept.get(name)!;
    }
  };
}

function birthOfEachRow(table: ExtractTable, persons: ExtractTable): Int32Array {
  const birth = persons.days("birth");
  if (table.columns.some(({name}) => name === "birth")) return table.days("birth");
  return link(persons.texts("id"), table.texts("person")).map((row) => (row < 0 ? NO_DAY : birth[row]));
}
