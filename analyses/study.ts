import type {ExtractTable} from "../loaders/extract/table.js";
import type {Truth} from "../loaders/synthetic/truth.js";

export const tableNames = ["persons", "procedures", "treatments", "events", "biomarkers", "rates"] as const;
export type TableName = (typeof tableNames)[number];

/** A checked table of the extract, column by column. */
export type StudyTable = ExtractTable;

/** What an analysis is given: the tables of the extract, and a place to keep what several items need. */
export interface Study {
  table(name: TableName): StudyTable;
  /** What made the synthetic data; `null` for the children's own. */
  truth: Truth | null;
  /** The value of `make`, made once a study and name. */
  once<T>(name: string, make: () => T): T;
}

/** Makes a study of tables that are read when first asked for. */
export function makeStudy(read: (name: TableName) => StudyTable, truth: Truth | null): Study {
  const kept = new Map<string, unknown>();
  const once = <T>(name: string, make: () => T): T => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as T;
  };
  return {once, truth, table: (name) => once(`table ${name}`, () => read(name))};
}

/** The study as an analysis may see it: a table that it does not declare is an error that names it. */
export function restrict(study: Study, id: string, reads: readonly TableName[]): Study {
  return {
    ...study,
    table(name) {
      if (!reads.includes(name))
        throw new RangeError(`reads must list every table used; got ${name} in ${id}`);
      return study.table(name);
    }
  };
}
