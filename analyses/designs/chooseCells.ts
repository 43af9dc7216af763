import type {Cells} from "../../src/stats/persontime/cells.js";

/** The table of the cells that are `chosen`, in their order; what fell outside it is not divided. */
export function chooseCells(cells: Cells, chosen: (cell: number) => boolean): Cells {
  const rows = Int32Array.from(cells.pyr.keys()).filter(chosen);
  const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]);
  const keys = Object.entries(cells.keys).map(([name, key]) => [
    name,
    {...key, codes: rows.map((i) => key.codes[i])}
  ]);
  return {
    keys: Object.fromEntries(keys),
    personDays: pick(cells.personDays),
    pyr: pick(cells.pyr),
    cases: pick(cells.cases),
    ...(cells.persons && {persons: pick(cells.persons)}),
    doseMean: pick(cells.doseMean),
    ageMean: pick(cells.ageMean),
    doseDays: pick(cells.doseDays),
    doseDaysLow: pick(cells.doseDaysLow),
    ageDays: pick(cells.ageDays),
    offTable: cells.offTable
  };
}
