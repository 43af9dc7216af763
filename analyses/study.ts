import type {DoseRealisations} from "../loaders/extract/doseRealisations.js";
import type {ExtractTable} from "../loaders/extract/table.js";
import type {Truth} from "../loaders/synthetic/truth.js";

export const tableNames = ["persons", "procedures", "treatments", "events", "biomarkers", "rates"] as const;
export type TableName = (typeof tableNames)[number];
/** What an analysis may declare that it reads: `dose_realisations` are read where the extract has them. */
export type ReadName = TableName | "dose_realisations";

/** A checked table of the extract, column by column. */
export type StudyTable = ExtractTable;

/** What an analysis is given: the tables of the extract, and a place to keep what several items need. */
export interface Study {
  table(name: TableName): StudyTable;
  /** The realisations of the procedures' doses that the extract ships; `null` where it ships none. */
  realisations(): DoseRealisations | null;
  /** What made the synthetic data; `null` for the children's own. */
  truth: Truth | null;
  /** The value of `make`, made once a study and name. */
  once<T>(name: string, make: () => T): T;
  /** The same study for one analysis: a table that it does not declare is an error that names it. */
  restrict(id: string, reads: readonly ReadName[]): Study;
}

/** Makes a study of tables that are read when first asked for. */
export function makeStudy(
  read: (name: TableName) => StudyTable,
  truth: Truth | null,
  shipped: () => DoseRealisations | null = () => null
): Study {
  // What is kept remembers the tables that it was made from, so that an analysis cannot come by a table that
  // it does not declare through what another has made.
  const kept = new Map<string, {value: unknown; from: Set<ReadName>}>();
  const making: Set<ReadName>[] = [];
  const studyFor = (check: (table: ReadName) => void): Study => {
    const use = (tables: Iterable<ReadName>) => {
      for (const table of tables) {
        check(table);
        making.at(-1)?.add(table);
      }
    };
    const once = <T>(name: string, make: () => T): T => {
      let entry = kept.get(name);
      if (!entry) {
        const from = new Set<ReadName>();
        making.push(from);
        try {
          entry = {value: make(), from};
        } finally {
          making.pop();
        }
        kept.set(name, entry);
      }
      use(entry.from);
      return entry.value as T;
    };
    return {
      truth,
      once,
      table(name) {
        use([name]);
        return once(`table ${name}`, () => read(name));
      },
      realisations() {
        use(["dose_realisations"]);
        return once("shipped realisations", shipped);
      },
      restrict: (id, reads) =>
        studyFor((name) => {
          if (!reads.includes(name))
            throw new RangeError(`reads must list every table used; got ${name} in ${id}`);
        })
    };
  };
  return studyFor(() => {});
}
