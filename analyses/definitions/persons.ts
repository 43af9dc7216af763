import {type Factor, NO_DAY} from "../../src/stats/cohort/factor.js";
import {firstDay, link} from "../../src/stats/cohort/link.js";
import type {Study, TableName} from "../study.js";
import type {Outcome} from "./outcomes.js";

/** The children of the extract, a row each, as columns. */
export interface Persons {
  size: number;
  id: string[];
  cohort: Factor;
  country: Factor;
  centre: Factor;
  sex: Factor;
  birth: Int32Array;
  entry: Int32Array;
  exit: Int32Array;
  exitReason: Factor;
  syndrome: Factor;
  chdClass: Factor;
  transplant: Int32Array;
}

/** The persons table. */
export function persons(study: Study): Persons {
  return study.once("persons", () => {
    const table = study.table("persons");
    return {
      size: table.rows,
      id: table.texts("id"),
      cohort: table.factor("cohort"),
      country: table.factor("country"),
      centre: table.factor("centre"),
      sex: table.factor("sex"),
      birth: table.days("birth"),
      entry: table.days("entry"),
      exit: table.days("exit"),
      exitReason: table.factor("exit_reason"),
      syndrome: table.factor("predisposing_syndrome"),
      chdClass: table.factor("chd_class"),
      transplant: table.days("transplant")
    };
  });
}

/** Row of the child that each record of `table` belongs to. */
export function personRows(study: Study, table: TableName): Int32Array {
  return study.once(`person rows of ${table}`, () =>
    link(persons(study).id, study.table(table).texts("person"))
  );
}

/** Day of each child's first event of the outcome, `NO_DAY` for those without. */
export function firstEvent(study: Study, outcome: Pick<Outcome, "groups">): Int32Array {
  return study.once(`first event of ${outcome.groups.join(", ")}`, () => {
    const events = study.table("events");
    const group = events.factor("group");
    const wanted = group.levels.map((level) => outcome.groups.includes(level));
    const missing = outcome.groups.filter((name) => !group.levels.includes(name));
    if (missing.length === outcome.groups.length)
      throw new RangeError(`groups must occur in the events table; got ${missing.join(", ")}`);
    return firstDay(
      personRows(study, "events"),
      persons(study).size,
      events.days("date"),
      (record) => group.codes[record] >= 0 && wanted[group.codes[record]]
    );
  });
}

/** The factor's codes of the chosen rows. */
export function takeFactor({codes, levels}: Factor, rows: Int32Array): Factor {
  return {codes: take(codes, rows), levels};
}

/** The chosen rows of a column of days or codes. */
export function take(column: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => column[row]);
}

/** Codes of the factor whose level is `level`; −2 (which nothing has) when there is none. */
export function code({levels}: Factor, level: string): number {
  const found = levels.indexOf(level);
  return found < 0 ? -2 : found;
}

export {NO_DAY};
