import {categories} from "./categories.js";
import {type CheckedTable, countRows, found} from "./checkedTable.js";
import type {Finding} from "./finding.js";

/**
 * Looks for what two columns or tables say differently of a child, all warnings: death as the reason for
 * leaving and the vital status; death and the events; the cohort and the table that tells of its exposure.
 */
export function checkContradictions(tables: Readonly<Record<string, CheckedTable>>): Finding[] {
  const {persons, procedures, treatments, events} = tables;
  if (!persons) return [];
  const findings: Finding[] = [];
  const has = (checked: CheckedTable | undefined, ...names: string[]) =>
    checked !== undefined && names.every((name) => checked.fields.some((field) => field.name === name));
  const is = (checked: CheckedTable, column: string, level: string) => {
    if (checked.table.columns.find(({name}) => name === column)!.kind === "null") return () => false;
    const {codes, levels} = categories(checked.table, column);
    const wanted = levels.indexOf(level);
    return (row: number) => wanted >= 0 && codes[row] === wanted;
  };
  const size = persons.table.rows;
  if (has(persons, "exit_reason", "vital_status")) {
    const died = is(persons, "exit_reason", "death");
    const dead = is(persons, "vital_status", "dead");
    const count = countRows(size, (row) => died(row) !== dead(row));
    findings.push(
      ...found(
        persons,
        "vital_status",
        "contradiction",
        "warning",
        count,
        "should be dead where exit_reason is death, and only there"
      )
    );
  }
  if (has(persons, "exit_reason") && has(events, "group") && events.personRow) {
    const died = is(persons, "exit_reason", "death");
    const death = is(events, "group", "death");
    const told = new Uint8Array(size);
    events.personRow.forEach((row, event) => {
      if (row >= 0 && death(event)) told[row] = 1;
    });
    const count = countRows(size, (row) => died(row) && told[row] === 0);
    findings.push(
      ...found(
        persons,
        "exit_reason",
        "contradiction",
        "warning",
        count,
        "should be death only where events has a death"
      )
    );
  }
  for (const [checked, cohort] of [
    [procedures, "cardiac"],
    [treatments, "radiotherapy"]
  ] as const) {
    if (!checked?.personRow || !has(persons, "cohort")) continue;
    const member = is(persons, "cohort", cohort);
    const rows = checked.personRow;
    const count = countRows(rows.length, (row) => rows[row] >= 0 && !member(rows[row]));
    findings.push(
      ...found(
        checked,
        "person",
        "contradiction",
        "warning",
        count,
        `should be a child of the ${cohort} cohort`
      )
    );
  }
  return findings;
}
