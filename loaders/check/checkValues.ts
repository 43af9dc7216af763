import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {categories} from "./categories.js";
import {type CheckedTable, countRows, found, missing} from "./checkedTable.js";
import type {Finding} from "./finding.js";
import type {Bounds, TableField} from "./tableSchema.js";

/**
 * Holds the values of each column against its constraints: missing though required, out of range, in no
 * category of the list: errors; codes of another pattern: a warning, for a code may be written in another way.
 */
export function checkValues(checked: CheckedTable): Finding[] {
  return checked.fields.flatMap((field) => {
    const {constraints = {}, name, type} = field;
    const {rows} = checked.table;
    const isNull = checked.table.columns.find((column) => column.name === name)!.kind === "null";
    const findings = constraints.required
      ? found(
          checked,
          name,
          "value missing",
          "error",
          countRows(rows, missing(checked, field)),
          "must have a value"
        )
      : [];
    if (isNull) return findings;
    if (type === "string") return [...findings, ...checkTexts(checked, field)];
    const {count, range} = countOutside(checked, field, constraints);
    return [...findings, ...found(checked, name, "range", "error", count, `must be ${range}`)];
  });
}

function checkTexts(checked: CheckedTable, {name, constraints = {}}: TableField): Finding[] {
  const {enum: allowed, pattern} = constraints;
  const {codes, levels} = categories(checked.table, name);
  const countLevels = (isWrong: (level: string) => boolean) => {
    const wrong = Uint8Array.from(levels, (level) => Number(isWrong(level)));
    return wrong.includes(1)
      ? countRows(codes.length, (row) => codes[row] >= 0 && wrong[codes[row]] === 1)
      : 0;
  };
  if (allowed) {
    const known = new Set(allowed);
    const count = countLevels((level) => !known.has(level));
    return found(checked, name, "category", "error", count, `must be one of ${allowed.join(", ")}`);
  }
  if (!pattern) return [];
  const expression = new RegExp(pattern);
  const count = countLevels((level) => !expression.test(level));
  return found(checked, name, "pattern", "warning", count, `should be written as ${pattern}`);
}

/**
 * Number of values of a column outside of bounds, and the bounds in words.
 * @param counts rows to look at; all, if not said.
 */
export function countOutside(
  {table}: Pick<CheckedTable, "table">,
  {name, type, unit}: TableField,
  {minimum, maximum}: Bounds,
  counts: (row: number) => boolean = () => true
): {count: number; range: string} {
  if (minimum === undefined && maximum === undefined) return {count: 0, range: ""};
  const isDate = type === "date";
  const bound = (value: number | string | undefined, none: number) =>
    value === undefined ? none : typeof value === "string" ? Date.parse(value) / 86_400_000 : value;
  const from = bound(minimum, Number.NEGATIVE_INFINITY);
  const to = bound(maximum, Number.POSITIVE_INFINITY);
  const values = isDate ? table.days(name) : table.numbers(name);
  const none = isDate ? NO_DAY : Number.NaN;
  const count = countRows(
    table.rows,
    (row) => (values[row] < from || values[row] > to) && values[row] !== none && counts(row)
  );
  const words = [
    minimum === undefined ? "" : isDate ? `from ${minimum} on` : `≥ ${minimum}`,
    maximum === undefined ? "" : isDate ? `until ${maximum}` : `≤ ${maximum}`
  ].filter((part) => part !== "");
  return {count, range: `${words.join(isDate ? " " : " and ")}${isDate || !unit ? "" : ` ${unit}`}`};
}
