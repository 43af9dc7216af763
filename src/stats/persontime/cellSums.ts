import type {Cells, Classes} from "./cells.js";
import {daysPerYear} from "./daysPerYear.js";

/** Places of the figures in a row of `data`; a row is one cache line. */
export const DAYS = 0;
export const CASES = 1;
/** Twice the sum of age·days, a whole number. */
export const AGE_DAYS_TWICE = 2;
/** Σ dose·days and, in the place after it, what its rounding lost. */
export const DOSE_DAYS = 3;
export const PERSONS = 5;
/** One more than the last person counted in the cell. */
export const LAST_PERSON = 6;
export const CELL = 7;
export const WIDTH = 8;

const pageBits = 7;
const pageSize = 1 << pageBits;
const mostCells = 2147483647;

/**
 * Sums by cell, in memory that grows with the cells that occur: a page of the index is made when the first
 * of its 128 cells occurs, a row of figures when the cell does.
 * @throws RangeError when the keys span more than 2³¹ − 1 cells.
 */
export class CellSums {
  data = new Float64Array(WIDTH * 1024);
  /** How far the cell number moves when a key's code does. */
  readonly strides: readonly number[];
  /** Cells that the keys span. */
  readonly size: number;
  #rows = 0;
  #pages = 0;
  #directory: Int32Array;
  #index = new Int32Array(16 * pageSize);

  constructor(readonly keys: readonly ({name: string} & Classes)[]) {
    let size = 1;
    const strides: number[] = new Array(keys.length);
    for (let k = keys.length - 1; k >= 0; --k) {
      strides[k] = size;
      size *= Math.max(1, keys[k].labels.length);
    }
    if (size > mostCells) throw new RangeError(`keys must span at most ${mostCells} cells; got ${size}`);
    this.strides = strides;
    this.size = size;
    this.#directory = new Int32Array(Math.ceil(size / pageSize));
  }

  /** Where in `data` the cell's row starts; the row is made when the cell is new. */
  at(cell: number): number {
    const page = this.#directory[cell >> pageBits];
    if (page !== 0) {
      const row = this.#index[((page - 1) << pageBits) + (cell & (pageSize - 1))];
      if (row !== 0) return (row - 1) * WIDTH;
    }
    return this.#occupy(cell);
  }

  #occupy(cell: number): number {
    const page = (this.#directory[cell >> pageBits] ||= ++this.#pages);
    if (page * pageSize > this.#index.length) {
      const larger = new Int32Array(2 * this.#index.length);
      larger.set(this.#index);
      this.#index = larger;
    }
    const at = WIDTH * this.#rows++;
    if (at >= this.data.length) {
      const larger = new Float64Array(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    this.#index[((page - 1) << pageBits) + (cell & (pageSize - 1))] = this.#rows;
    this.data[at + CELL] = cell;
    return at;
  }

  /** The table of the cells that occur, in ascending order of cell. */
  cells(offTable: {personDays: number; cases: number}): Cells {
    return cellsOf(this.keys, this.strides, this.data, this.#order(), offTable);
  }

  /** Place in the table of each row of `data`. */
  places(): Int32Array {
    const places = new Int32Array(this.#rows);
    this.#order().forEach((row, place) => {
      places[row / WIDTH] = place;
    });
    return places;
  }

  #order(): Int32Array {
    const rows = new Int32Array(this.#rows);
    let filled = 0;
    for (const page of this.#directory) {
      if (page === 0) continue;
      for (let k = (page - 1) << pageBits; k < page << pageBits; ++k) {
        if (this.#index[k] !== 0) rows[filled++] = (this.#index[k] - 1) * WIDTH;
      }
    }
    return rows;
  }
}

/** A table of rows of figures, those that begin at `rows[i]` of `data`. */
export function cellsOf(
  keys: readonly ({name: string} & Classes)[],
  strides: readonly number[],
  data: Float64Array,
  rows: Int32Array,
  offTable: {personDays: number; cases: number}
): Cells {
  const column = () => new Float64Array(rows.length);
  const [personDays, pyr, cases, persons, doseMean] = [column(), column(), column(), column(), column()];
  const [ageMean, doseDays, doseDaysLow, ageDays] = [column(), column(), column(), column()];
  const codes = keys.map(() => new Int32Array(rows.length));
  // One loop, which is soon compiled.
  for (let i = 0; i < rows.length; ++i) {
    const row = rows[i];
    const days = data[row + DAYS];
    personDays[i] = days;
    pyr[i] = days / daysPerYear;
    cases[i] = data[row + CASES];
    persons[i] = data[row + PERSONS];
    doseDays[i] = data[row + DOSE_DAYS];
    doseDaysLow[i] = data[row + DOSE_DAYS + 1];
    doseMean[i] = doseDays[i] / days;
    ageDays[i] = data[row + AGE_DAYS_TWICE] / 2;
    ageMean[i] = ageDays[i] / days / daysPerYear;
    let rest = data[row + CELL];
    for (let k = 0; k < codes.length; ++k) {
      const code = Math.floor(rest / strides[k]);
      codes[k][i] = code;
      rest -= code * strides[k];
    }
  }
  const coded = keys.map(({name, labels, from, until}, k) => {
    return [
      name,
      {codes: codes[k], labels, ...(from && {from}), ...(until !== undefined && {until})}
    ] as const;
  });
  return {
    keys: Object.fromEntries(coded),
    personDays,
    pyr,
    cases,
    persons,
    doseMean,
    ageMean,
    doseDays,
    doseDaysLow,
    ageDays,
    offTable: {...offTable, pyr: offTable.personDays / daysPerYear}
  };
}
