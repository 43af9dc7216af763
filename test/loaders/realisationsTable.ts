import {
  type Table as ArrowTable,
  Float32,
  Table,
  tableToIPC,
  type Vector,
  vectorFromArray
} from "apache-arrow";
import {organs} from "../../loaders/synthetic/model.js";

/** What the realisations of an extract may be made to say wrong. */
export interface Change {
  /** Keys of the rows of a realisation, from those of the procedures. */
  keys?: (keys: ArrowTable, realisation: number) => ArrowTable;
  /** Dose to an organ. */
  dose?: (dose: number, organ: string, realisation: number, row: number) => number;
  /** Rows left out at the end. */
  fewer?: number;
  /** Columns left out. */
  without?: readonly string[];
}

/**
 * A file of realisations for the procedures of a synthetic extract: a record batch each, a row for each child, date
 * and class, with the recorded dose times `factor(realisation, row)`.
 */
export function realisationsFile(
  procedures: ArrowTable,
  count: number,
  factor: (realisation: number, row: number) => number,
  {keys = (given) => given, dose = (value) => value, fewer = 0, without = []}: Change = {}
): Uint8Array {
  const seen = new Set<string>();
  const [person, date, kind] = ["person", "date", "class"].map((name) => procedures.getChild(name)!);
  const all = Array.from({length: procedures.numRows}, (_, row) => row).filter((row) => {
    const key = [person, date, kind].map((column) => String(column.get(row))).join("|");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const rows = all.slice(0, all.length - fewer);
  const pick = (column: Vector) =>
    vectorFromArray(
      rows.map((row) => column.get(row)),
      column.type
    );
  const own = new Table({person: pick(person), date: pick(date), class: pick(kind)});
  const batches = Array.from({length: count}, (_, r) => {
    const doses = organs.map((organ) => {
      const recorded = procedures.getChild(`dose_${organ}_mgy`)!;
      return [
        `dose_${organ}_mgy`,
        vectorFromArray(
          rows.map((row, i) => dose(recorded.get(row) * factor(r, i), organ, r, i)),
          new Float32()
        )
      ] as const;
    });
    const kept = doses.filter(([name]) => !without.includes(name));
    return keys(own, r).assign(new Table(Object.fromEntries(kept)));
  });
  const [first, ...others] = batches;
  return tableToIPC(first.concat(...others), "file");
}
