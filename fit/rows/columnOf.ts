import {columnsOf} from "../expression/columnsOf.js";
import {parse} from "../expression/parse.js";
import {nearest} from "../nearest.js";
import type {Definitions} from "../spec/definitionsOf.js";
import {parseNumber} from "../table/buildColumn.js";
import type {Column, NumberColumn, Table, TextColumn} from "../table/table.js";

/** A column by name. @throws RangeError that names the nearest column when there is none of that name. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column) return column;
  throw new RangeError(`${table.name} has no column "${name}"${nearest(name, [...table.columns.keys()])}`);
}

/**
 * The table's columns under the names given, those of definitions in place of these.
 * @throws RangeError when a name is neither a column nor a definition, or a definition calls itself.
 */
export function baseColumns(table: Table, definitions: Definitions, names: readonly string[]): string[] {
  const known = [...table.columns.keys(), ...definitions.keys()];
  const base = (name: string, through: readonly string[]): string[] => {
    if (table.columns.has(name)) return [name];
    const expression = definitions.get(name);
    if (expression === undefined)
      throw new RangeError(`${table.name} has no column "${name}"${nearest(name, known)}`);
    if (through.includes(name))
      throw new RangeError(`${name} must not be defined by itself; got "${expression}"`);
    return columnsOf(parse(expression)).flatMap((inner) => base(inner, [...through, name]));
  };
  return [...new Set(names.flatMap((name) => base(name, [])))];
}

/** A column of numbers. @throws TypeError that names the first row whose value is not one. */
export function numberColumnOf(table: Table, name: string): NumberColumn {
  const column = columnOf(table, name);
  if (column.type === "number") return column;
  const at = (wrong: (level: string) => boolean) => {
    const row = column.codes.findIndex((code) => code >= 0 && wrong(column.levels[code]));
    return {value: column.levels[column.codes[row]], where: ` in row ${row + 1} of ${table.name}`};
  };
  if (column.levels.every((level) => !Number.isNaN(parseNumber(level)))) {
    const {value, where} = at((level) => !Number.isSafeInteger(Number(level)));
    throw new TypeError(
      `${name} must be a number that is held exactly, below 2^53 if whole; got ${value}${where}`
    );
  }
  const {value, where} = at((level) => Number.isNaN(parseNumber(level)));
  throw new TypeError(`${name} must be a number; got "${value}"${where}${hintOf(value)}`);
}

/** What a text that should be a number was meant to be, as far as that can be said. */
function hintOf(text: string): string {
  if (/^-?\d+,\d+$/.test(text)) return " (decimals are written with a point)";
  return /^([.-]|null|none|n\/a|#n\/a|nan|missing|unknown)$/i.test(text)
    ? " (a missing value is an empty cell or NA)"
    : "";
}

/** True when no value of the column reads as a number: a text by intention, not a number mistyped. */
export function isWhollyText({levels}: TextColumn): boolean {
  return levels.every((level) => Number.isNaN(parseNumber(level)));
}

/** A value as a person would write it: a number, a date or the text. */
export function valueAt(column: Column, row: number): string {
  if (column.type === "text") return column.codes[row] < 0 ? "" : column.levels[column.codes[row]];
  const value = column.values[row];
  if (Number.isNaN(value)) return "";
  return column.dates ? new Date(value * 86400000).toISOString().slice(0, 10) : String(value);
}
