import {type DoseRealisations, openDoseRealisations} from "../extract/doseRealisations.js";
import type {ExtractTable} from "../extract/table.js";
import {checkColumns} from "./checkColumns.js";
import {countRows, found, foundWhole} from "./checkedTable.js";
import type {Finding} from "./finding.js";
import {procedureKeys} from "./procedureKeys.js";
import {realisationsSchema} from "./schemas.js";
import type {TableSchema} from "./tableSchema.js";

const keys = ["person", "date", "class"] as const;

/**
 * Checks the realisations of doses against the data dictionary and the extract's tables, one after another: all
 * columns are there, an organ's among them; every child is one of persons, every row one procedure and every procedure
 * one row; each realisation has the same rows in the same order; no dose is missing or negative. All are errors.
 * @returns what was found, with the number of rows that it concerns, of all realisations where the rule is on doses.
 * Witness: each rule by hand, test/loaders/check/checkRealisations.test.ts.
 */
export function checkRealisations(
  realisations: DoseRealisations,
  {persons, procedures}: Readonly<Record<string, ExtractTable>>,
  schema: TableSchema
): Finding[] {
  const {name} = schema;
  const {count} = realisations;
  const whole = (rule: Finding["rule"], message: string) =>
    foundWhole(name, undefined, rule, "error", message);
  if (count < 2)
    return whole("row missing", `${name} must hold two realisations or more, a record batch each`);
  const first = realisations.table(0);
  const {findings, fields} = checkColumns(name, first, schema);
  if (!keys.every((key) => fields.some((field) => field.name === key))) return findings;
  if (!persons || !procedures)
    return [
      ...findings,
      ...whole("table missing", `${name} must come with the tables persons and procedures`)
    ];
  findings.push(...checkRows(first, persons, procedures, name));

  const doses = fields.filter(({type}) => type === "number");
  const missing = new Map(doses.map((field) => [field.name, 0]));
  const negative = new Map(doses.map((field) => [field.name, 0]));
  let others = 0;
  for (let r = 0; r < count; ++r) {
    const table = r === 0 ? first : realisations.table(r);
    if (!sameRows(first, table)) {
      ++others;
      continue;
    }
    for (const field of doses) {
      const values = table.numbers(field.name);
      const tell = (counts: Map<string, number>, fails: (row: number) => boolean) =>
        counts.set(field.name, counts.get(field.name)! + countRows(table.rows, fails));
      tell(missing, (row) => Number.isNaN(values[row]));
      tell(negative, (row) => values[row] < 0 || values[row] === Infinity);
    }
  }
  if (others > 0)
    findings.push({
      table: name,
      rule: "realisations differ",
      severity: "error",
      count: others,
      of: count,
      message: `${name} must have the same rows in the same order in every realisation`
    });
  const all = count * first.rows;
  for (const field of doses)
    findings.push(
      ...found(
        {name, table: first},
        field.name,
        "value missing",
        "error",
        missing.get(field.name)!,
        "must have a value",
        all
      ),
      ...found(
        {name, table: first},
        field.name,
        "range",
        "error",
        negative.get(field.name)!,
        "must be ≥ 0 mGy and finite",
        all
      )
    );
  return findings;
}

/** The findings on the realisations in a file, closed afterwards; none where there is no file. */
export function checkShipped(path: string | null, tables: Readonly<Record<string, ExtractTable>>): Finding[] {
  if (path === null) return [];
  const realisations = openDoseRealisations(path, realisationsSchema, () => tables.persons);
  try {
    return checkRealisations(realisations, tables, realisationsSchema);
  } finally {
    realisations.close();
  }
}

/** Whether the rows are those of persons and procedures, each once. */
function checkRows(
  table: ExtractTable,
  persons: ExtractTable,
  procedures: ExtractTable,
  name: string
): Finding[] {
  const ids = new Set(persons.texts("id"));
  const child = table.texts("person");
  const unknown = countRows(table.rows, (row) => !ids.has(child[row]));
  const own = procedureKeys(table);
  const theirs = procedureKeys(procedures);
  const given = new Set(own);
  const known = new Set(theirs);
  const checked = {name, table};
  return [
    ...found(checked, "person", "reference", "error", unknown, "must be an id of persons"),
    ...found(
      checked,
      undefined,
      "reference",
      "error",
      countRows(table.rows, (row) => ids.has(child[row]) && !known.has(own[row])),
      "must have rows of procedures only, by person, date and class"
    ),
    ...found(
      checked,
      undefined,
      "key",
      "error",
      table.rows - given.size,
      "must have one row for each person, date and class"
    ),
    ...found(
      checked,
      undefined,
      "row missing",
      "error",
      [...known].filter((key) => !given.has(key)).length,
      "must have a row for every procedure",
      known.size
    )
  ];
}

function sameRows(first: ExtractTable, table: ExtractTable): boolean {
  if (table === first) return true;
  if (table.rows !== first.rows) return false;
  const days = [first.days("date"), table.days("date")];
  if (days[0].some((day, row) => day !== days[1][row])) return false;
  return (["person", "class"] as const).every((name) => {
    const isDictionary = [first, table].every(({columns}) =>
      columns.some((column) => column.name === name && column.arrowType.startsWith("Dictionary"))
    );
    if (!isDictionary) {
      const texts = table.texts(name);
      return first.texts(name).every((text, row) => text === texts[row]);
    }
    const [a, b] = [first.factor(name), table.factor(name)];
    const alike = a.levels.length === b.levels.length && a.levels.every((level, k) => level === b.levels[k]);
    return a.codes.every((code, row) =>
      alike ? code === b.codes[row] : a.levels[code] === b.levels[b.codes[row]]
    );
  });
}
