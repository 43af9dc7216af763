import {yearsToDays} from "./breaks.js";
import type {Cells} from "./cells.js";
import type {PersonTime} from "./persons.js";
import {type Tabulation, tabulate} from "./tabulate.js";

/** How long each exposure counted in each cell: those of cell i are `ptr[i] … ptr[i + 1] − 1`. */
export interface ExposureDays {
  cells: Cells;
  ptr: Int32Array;
  /** Places in the exposures of the persons. */
  exposure: Int32Array;
  days: Float64Array;
}

/**
 * The table of `tabulate` with the days that each exposure counted in each cell, so that the mean dose of a cell
 * under other doses of the same exposures is Σ days · dose / personDays: the cells stay as they are.
 * @throws RangeError as `tabulate`, and when doses count in a window only. TypeError when persons have no exposures
 * or the table no dose.
 * Witness: tabulate itself, test/stats/persontime/exposureDays.test.ts.
 */
export function exposureDays(persons: PersonTime, tabulation: Tabulation): ExposureDays {
  const {exposures} = persons;
  if (!exposures || !tabulation.dose)
    throw new TypeError("exposures and a dose must be given for exposure days; got none");
  if (tabulation.dose.window) throw new RangeError("dose must count from its lag on; got one with a window");
  const lag = yearsToDays(tabulation.dose.lagYears);
  const {ptr, day} = exposures;
  let size = 0;
  let cell = new Int32Array(1 << 16);
  let exposure = new Int32Array(1 << 16);
  let days = new Float64Array(1 << 16);
  let places: Int32Array = new Int32Array(0);
  const cells = tabulate(persons, tabulation, true, {
    visit(own, person, from, length) {
      for (let k = ptr[person]; k < ptr[person + 1] && day[k] + lag <= from; ++k) {
        if (size === cell.length) {
          cell = twice(cell);
          exposure = twice(exposure);
          days = twice(days);
        }
        cell[size] = own;
        exposure[size] = k;
        days[size++] = length;
      }
    },
    finish(found) {
      places = found;
    }
  });
  const starts = new Int32Array(cells.pyr.length + 1);
  for (let j = 0; j < size; ++j) ++starts[places[cell[j]] + 1];
  for (let i = 0; i < cells.pyr.length; ++i) starts[i + 1] += starts[i];
  const next = starts.slice();
  const ordered = {exposure: new Int32Array(size), days: new Float64Array(size)};
  for (let j = 0; j < size; ++j) {
    const to = next[places[cell[j]]]++;
    ordered.exposure[to] = exposure[j];
    ordered.days[to] = days[j];
  }
  return {cells, ptr: starts, ...ordered};
}

function twice<T extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(column: T): T {
  const larger = new (column.constructor as new (size: number) => T)(2 * column.length);
  larger.set(column as never);
  return larger;
}
