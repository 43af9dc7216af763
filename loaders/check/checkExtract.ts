import type {ExtractTable} from "../extract/table.js";
import {categories} from "./categories.js";
import {checkColumns} from "./checkColumns.js";
import {checkContradictions} from "./checkContradictions.js";
import {type CheckedTable, countRows, found, foundWhole} from "./checkedTable.js";
import {checkKeys} from "./checkKeys.js";
import {checkOrder} from "./checkOrder.js";
import {checkPlausible} from "./checkPlausible.js";
import {checkValues} from "./checkValues.js";
import type {Finding} from "./finding.js";
import type {TableSchema} from "./tableSchema.js";

/**
 * Checks every table of an extract against the data dictionary, rule by rule and column by column: what
 * was found, errors first, each with the number of rows it concerns and never with rows, ids or values.
 *
 * @param tables the extract's tables by name; one that the dictionary has not is told of.
 * @param schemas the data dictionary (loaders/check/schemas.ts).
 * Witness: the faults that the synthetic extract says it has, and each rule by hand, in test/loaders/check.
 */
export function checkExtract(
  tables: Readonly<Record<string, ExtractTable>>,
  schemas: Readonly<Record<string, TableSchema>>
): Finding[] {
  const findings: Finding[] = [];
  const checked: Record<string, CheckedTable> = {};
  const persons = tables.persons ?? null;
  const rowOf = persons ? rowsById(persons) : null;
  for (const [name, schema] of Object.entries(schemas)) {
    const table = tables[name];
    if (!table) {
      const severity = name === "persons" ? "error" : "warning";
      const word = severity === "error" ? "must" : "should";
      findings.push(
        ...foundWhole(
          name,
          undefined,
          "table missing",
          severity,
          `the extract ${word} have the table ${name}`
        )
      );
      continue;
    }
    const {findings: ofColumns, fields} = checkColumns(name, table, schema);
    const refers = schema.foreignKeys.some(({reference}) => reference.resource === "persons");
    const canLink = refers && rowOf && fields.some((field) => field.name === "person");
    const personRow = canLink ? linkRows(table, rowOf) : null;
    const own: CheckedTable = {name, table, schema, fields, personRow, persons};
    checked[name] = own;
    const {findings: ofKeys, again} = checkKeys(own);
    findings.push(
      ...ofColumns,
      ...checkValues(own),
      ...ofKeys,
      ...checkReferences(own),
      ...checkOrder(own, again),
      ...checkPlausible(own, again)
    );
  }
  for (const name of Object.keys(tables))
    if (!schemas[name])
      findings.push(
        ...foundWhole(name, undefined, "table missing", "warning", `the data dictionary has no table ${name}`)
      );
  findings.push(...checkContradictions(checked));
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))];
}

function isError({severity}: Finding): boolean {
  return severity === "error";
}

function checkReferences(checked: CheckedTable): Finding[] {
  const {personRow, table} = checked;
  if (!personRow) return [];
  const {codes} = categories(table, "person");
  const count = countRows(table.rows, (row) => personRow[row] < 0 && codes[row] >= 0);
  return found(checked, "person", "reference", "error", count, "must be an id of persons");
}

function rowsById(persons: ExtractTable): Map<string, number> | null {
  if (!persons.columns.some(({name, kind}) => name === "id" && kind === "text")) return null;
  const ids = persons.texts("id");
  const rows = new Map<string, number>();
  for (let row = ids.length - 1; row >= 0; --row) if (ids[row] !== "") rows.set(ids[row], row);
  return rows;
}

function linkRows(table: ExtractTable, rowOf: Map<string, number>): Int32Array {
  const {codes, levels} = categories(table, "person");
  const ofLevel = Int32Array.from(levels, (id) => rowOf.get(id) ?? -1);
  return codes.map((code) => (code < 0 ? -1 : ofLevel[code]));
}
