import {type Factor, NO_DAY} from "../../src/stats/cohort/factor.js";
import type {Exposures, PersonTime} from "../../src/stats/persontime/persons.js";
import type {Scales} from "../../src/stats/persontime/scale.js";
import {type Cells, type Tabulation, tabulate} from "../../src/stats/persontime/tabulate.js";
import {levelsOf} from "../rows/levels.js";
import {notNegative} from "../rows/numbers.js";
import {pickRows, type Rows} from "../rows/rows.js";
import {isMissing} from "../table/buildColumn.js";
import type {Table} from "../table/table.js";
import {breaksOf} from "./breaksOf.js";
import {daysOf} from "./daysOf.js";
import {expectedInCells} from "./expectedInCells.js";
import {levelOrder} from "./levelOrder.js";
import {linkPersons, type Persons} from "./linkPersons.js";
import {ratesOf} from "./ratesOf.js";
import type {TabulateSpec} from "./tabulateSpec.js";

/** The tables that a spec names, read. */
export interface Tables {
  persons: Table;
  exposures?: Table;
  events?: Table;
  rates?: Table;
}

/** A table of cells, and the persons and axes that it was made from. */
export interface Tabulated {
  cells: Cells;
  persons: PersonTime;
  tabulation: Tabulation;
  /** Expected cases of each cell at the reference rates, where there are some. */
  expected?: Float64Array;
  warnings: string[];
}

/**
 * Tabulates persons, exposures and events as a spec says.
 * @returns the cells, and in `warnings` what was left out: rows with missing values, exposures and events
 *   of unknown persons, events outside the time at risk.
 * @throws RangeError and TypeError with one line that names the column and the row of the user's table.
 */
export function tabulateTables(spec: TabulateSpec, tables: Tables): Tabulated {
  const warnings: string[] = [];
  const followed = personsOf(spec, tables.persons, warnings);
  if (tables.events && spec.events) countEvents(spec.events, tables.events, followed, warnings);
  const {by, rateKeys, status, entry, exit, birth, event} = followed;
  const exposures =
    tables.exposures && spec.exposures && exposuresOf(spec.exposures, tables.exposures, followed, warnings);
  const {dose, count, scales = {}} = spec;
  const persons: PersonTime = {entry, exit, birth, event, by, status, ...(exposures && {exposures})};
  const tabulation: Tabulation = {
    scales: Object.fromEntries(
      Object.entries(scales).map(([name, breaks]) => [name, breaksOf(breaks)])
    ) as Scales,
    ...(dose && {dose: {breaks: breaksOf(dose.breaks), lagYears: dose.lagYears ?? 0, window: dose.window}}),
    ...(count && {count: breaksOf(count)})
  };
  checkKeys(Object.keys({...by, ...status}));
  const cells = tabulate(persons, tabulation);
  if (cells.pyr.length === 0)
    throw new RangeError(
      `the classes of the table must hold time at risk; got none of ${cells.offTable.pyr} person-years`
    );
  if (!tables.rates || !spec.rates) return {cells, persons, tabulation, warnings};
  const rates = ratesOf(spec.rates, tables.rates, warnings);
  const rated = {...persons, by: {...rateKeys, ...by}};
  return {cells, persons, tabulation, expected: expectedInCells(cells, rated, tabulation, rates), warnings};
}

type Followed = Persons &
  Pick<PersonTime, "entry" | "exit" | "birth" | "event" | "by" | "status"> & {
    /** Keys of the reference rates. */
    rateKeys: Record<string, Factor>;
  };

/** Columns of figures in a table of cells, which its keys stand beside. */
const figures = ["pyr", "cases", "persons", "doseMean", "ageMean", "expected", "rate"];

function checkKeys(names: readonly string[]): void {
  const taken = names.find((name) => figures.includes(name));
  if (taken) throw new RangeError(`keys must have other names than the table's figures; got ${taken}`);
}

/** Rows as they are counted in a warning. */
function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function personsOf(spec: TabulateSpec, table: Table, warnings: string[]): Followed {
  const {id, birth, entry, exit, where} = spec.persons;
  const rows = pickRows(table, [id, birth, entry, exit], where);
  warnings.push(...rows.warnings);
  const days = {birth: daysOf(rows, birth), entry: daysOf(rows, entry), exit: daysOf(rows, exit)};
  if (entry === exit)
    throw new RangeError(`persons must name different columns; got ${entry} for entry and exit`);
  for (const [from, to, first, last] of [
    [birth, entry, days.birth, days.entry],
    [entry, exit, days.entry, days.exit]
  ] as const) {
    const wrong = last.findIndex((day, i) => day < first[i]);
    if (wrong >= 0) throw new RangeError(`${to} must be ≥ ${from}; got an earlier day${rows.where(wrong)}`);
  }
  const timeless = days.exit.filter((day, i) => day === days.entry[i]).length;
  if (timeless > 0)
    warnings.push(
      `${counted(timeless, "person of", "persons of")} ${table.name} ${timeless === 1 ? "has" : "have"} no time at risk: ${exit} is the day of ${entry}`
    );
  if (
    Object.values(days).every((column) => column.every((day) => day >= 1800 && day <= 2200)) &&
    !haveDates(rows, [birth, entry, exit])
  )
    warnings.push(`${birth}, ${entry} and ${exit} look like years; numbers are days counted from 1970-01-01`);
  return {
    ...linkPersons(rows, id),
    ...days,
    event: new Int32Array(rows.size).fill(NO_DAY),
    by: Object.fromEntries((spec.by ?? []).map((name) => [name, keyOf(rows, name)])),
    rateKeys: Object.fromEntries((spec.rates?.by ?? []).map((name) => [name, keyOf(rows, name)])),
    status: Object.fromEntries(
      Object.entries(spec.status ?? {}).map(([name, column]) => [name, daysOf(rows, column)])
    )
  };
}

function haveDates(rows: Rows, names: readonly string[]): boolean {
  return names.some((name) => {
    const column = rows.column(name);
    return column.type === "number" && column.dates === true;
  });
}

/** A key of persons; a missing value has no level. */
function keyOf(rows: Rows, name: string): Factor {
  const {codes, levels} = levelsOf(rows.column(name));
  const known = levelOrder(levels.filter((level) => !isMissing(level)));
  const place = Int32Array.from(levels, (level) => known.indexOf(level));
  return {codes: codes.map((code) => place[code]), levels: known};
}

/** Sets the day of each person's first event within the time at risk, and ends it there if asked. */
function countEvents(
  {id, day, where, endFollowUp = false}: NonNullable<TabulateSpec["events"]>,
  table: Table,
  persons: Followed,
  warnings: string[]
): void {
  const rows = pickRows(table, [id, day], where, undefined, 0);
  warnings.push(...rows.warnings);
  const person = persons.find(rows, id, warnings);
  const days = daysOf(rows, day);
  const {entry, exit, event} = persons;
  let outside = 0;
  let further = 0;
  for (let k = 0; k < rows.size; ++k) {
    const i = person[k];
    if (i < 0) continue;
    if (days[k] <= entry[i] || days[k] > exit[i]) ++outside;
    else {
      if (event[i] !== NO_DAY) ++further;
      if (event[i] === NO_DAY || days[k] < event[i]) event[i] = days[k];
    }
  }
  if (outside > 0)
    warnings.push(
      `${counted(outside, "event", "events")} of ${table.name} ${outside === 1 ? "is" : "are"} outside the time at risk, (entry, exit]`
    );
  if (further > 0)
    warnings.push(
      `${counted(further, "event", "events")} of ${table.name} ${further === 1 ? "is" : "are"} not a person's first and ${further === 1 ? "is" : "are"} not counted`
    );
  if (endFollowUp)
    event.forEach((first, i) => {
      if (first !== NO_DAY) exit[i] = first;
    });
}

function exposuresOf(
  {id, day, dose, where}: NonNullable<TabulateSpec["exposures"]>,
  table: Table,
  persons: Followed,
  warnings: string[]
): Exposures {
  const n = persons.entry.length;
  const rows = pickRows(table, [id, day, dose], where, undefined, 0);
  warnings.push(...rows.warnings);
  const person = persons.find(rows, id, warnings);
  const days = daysOf(rows, day);
  const doses = notNegative(rows, dose);
  warnOfTimes(rows, table.name, days, person, persons, warnings);
  const known = Int32Array.from(days.keys()).filter((k) => person[k] >= 0);
  known.sort((a, b) => person[a] - person[b] || days[a] - days[b] || a - b);
  const ptr = new Int32Array(n + 1);
  for (const k of known) ++ptr[person[k] + 1];
  for (let i = 0; i < n; ++i) ptr[i + 1] += ptr[i];
  return {ptr, day: known.map((k) => days[k]), dose: Float64Array.from(known, (k) => doses[k])};
}

/** Exposures that are before birth, or after all time at risk, are rather slips of a date than exposures. */
function warnOfTimes(
  {where}: Rows,
  name: string,
  days: Int32Array,
  person: Int32Array,
  {birth, exit}: Followed,
  warnings: string[]
): void {
  const told = (is: (k: number) => boolean, what: string) => {
    const these = Array.from(days.keys()).filter((k) => person[k] >= 0 && is(k));
    if (these.length === 0) return;
    const first = where(these[0]).replace(" in ", "first in ");
    warnings.push(
      `${counted(these.length, "exposure", "exposures")} of ${name} ${these.length === 1 ? "is" : "are"} ${what}, ${first}`
    );
  };
  told((k) => days[k] < birth[person[k]], "before birth and counted from the beginning");
  told((k) => days[k] >= exit[person[k]], "not before the end of follow-up and without effect");
}
