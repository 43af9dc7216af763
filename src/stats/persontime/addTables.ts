import {AGE_DAYS_TWICE, CASES, CellSums, DAYS, DOSE_DAYS, PERSONS} from "./cellSums.js";
import type {Cells} from "./cells.js";
import {addPair} from "./exactSum.js";

/**
 * Adds tables with the same keys, cell by cell. Tables of separate sites, one person in one site, add up to
 * the table of the pooled persons to the last bit, so that a site can send cells in place of children.
 *
 * @param tables at least one; a cell that is missing from a table counts as zero there.
 * @throws RangeError when there is no table, or names or classes of keys differ.
 * Witness: by hand, and the law above, in test/stats/persontime/addTables.test.ts.
 */
export function addTables(tables: readonly Cells[]): Cells {
  if (tables.length === 0) throw new RangeError("tables must hold a table; got none");
  const names = Object.keys(tables[0].keys);
  for (const table of tables) checkSameKeys(tables[0], table);
  return sumOver(tables, names);
}

/**
 * The marginal table: cells summed over all keys but those named, in the order of `names`. It does not
 * say how many persons a cell holds, since one person may have been in several of those it sums.
 *
 * @throws RangeError when the table has no key of a name.
 * Witness: equal to tabulating by those keys alone, test/stats/persontime/addTables.test.ts.
 */
export function margin(cells: Cells, names: readonly string[]): Cells {
  const unknown = names.find((name) => !(name in cells.keys));
  if (unknown !== undefined)
    throw new RangeError(
      `names must be keys of the table (${Object.keys(cells.keys).join(", ")}); got ${unknown}`
    );
  return {...sumOver([cells], names), persons: undefined};
}

function sumOver(tables: readonly Cells[], names: readonly string[]): Cells {
  const sums = new CellSums(names.map((name) => ({...tables[0].keys[name], name})));
  const offTable = {personDays: 0, cases: 0};
  for (const table of tables) {
    const codes = names.map((name) => table.keys[name].codes);
    for (let i = 0; i < table.personDays.length; ++i) {
      let cell = 0;
      for (let k = 0; k < codes.length; ++k) cell += codes[k][i] * sums.strides[k];
      const at = sums.at(cell);
      const data = sums.data;
      data[at + DAYS] += table.personDays[i];
      data[at + CASES] += table.cases[i];
      data[at + AGE_DAYS_TWICE] += 2 * table.ageDays[i];
      data[at + PERSONS] += table.persons?.[i] ?? NaN;
      addPair(data, at + DOSE_DAYS, table.doseDays[i], table.doseDaysLow[i]);
    }
    offTable.personDays += table.offTable.personDays;
    offTable.cases += table.offTable.cases;
  }
  const cells = sums.cells(offTable);
  return tables.every(({persons}) => persons) ? cells : {...cells, persons: undefined};
}

function checkSameKeys(first: Cells, other: Cells): void {
  const names = Object.keys(first.keys);
  const others = Object.keys(other.keys);
  if (names.join() !== others.join())
    throw new RangeError(
      `keys must be the same in all tables, ${names.join(", ")}; got ${others.join(", ")}`
    );
  for (const name of names) {
    const {labels} = first.keys[name];
    const own = other.keys[name].labels;
    if (labels.length !== own.length || labels.some((label, k) => label !== own[k]))
      throw new RangeError(
        `classes of ${name} must be the same in all tables; got ${own.join(", ")} beside ${labels.join(", ")}`
      );
  }
}
