import {NO_DAY} from "../cohort/factor.js";
import {wasmInstance} from "../numeric/wasmInstance.js";
import {type CellSums, cellsOf, WIDTH} from "./cellSums.js";
import type {Cells} from "./cells.js";
import type {DoseClasses} from "./doseAxis.js";
import type {PersonTime} from "./persons.js";
import {NEVER, type Scale} from "./scale.js";
import * as walk from "./walkCode.js";

/** A scale with how far the cell moves when its class does. */
export interface WalkedScale {
  scale: Scale;
  stride: number;
}

/** Below so many persons a module costs more than it saves. */
const fewPersons = 500;
/** Above so many cells an index of all would weigh more than those that occur. */
const manyCells = 1 << 22;
/** Exposures that are copied at a time, unless one person has more. */
const fewExposures = 2 * walk.chunk;

/**
 * The walk of `tabulate` in WebAssembly, a chunk of persons at a time: the same table to the last bit, without a
 * first call that is slow. It knows scales from a fixed day and the dose without windows.
 * @param own what fixed keys add to the number of each person's cells.
 * @param scales slowest first; the last is the clock, walked in the innermost loop.
 * @returns undefined where it costs more than it saves or `wasmInstance` has none.
 * Witness: test/stats/persontime/tabulate.test.ts.
 */
export function walkPersons(
  {entry, exit, birth, event, exposures}: PersonTime,
  own: Int32Array,
  scales: readonly WalkedScale[],
  dose: (DoseClasses & {stride: number}) | undefined,
  {keys, strides, size}: CellSums
): Cells | undefined {
  const n = entry.length;
  if (n < fewPersons || size > manyCells || scales.length === 0) return undefined;
  let at = walk.columnAt(walk.ORIGINS + scales.length);
  const place = (bytes: number) => {
    const from = at;
    at += 16 * Math.ceil(bytes / 16);
    return from;
  };
  const tables = scales.map(({scale}) => ({
    starts: place(8 * (scale.starts.length + 1)),
    codes: place(4 * scale.codes.length)
  }));
  const classes = dose?.from.length ?? 0;
  const edges = place(8 * classes);
  const doseCodes = place(4 * (classes + 1));
  const most = dose ? mostExposures(exposures!.ptr) : 0;
  const room = Math.max(most, fewExposures);
  const days = place(4 * (room + 1));
  const doses = place(8 * (room + 1));
  const index = place(4 * size);
  const rows = 8 * WIDTH * Math.ceil(at / (8 * WIDTH));
  const bytes = rows + 64 * 8 * WIDTH;
  const instance = wasmInstance<"walk">(
    `walk ${scales.length} ${dose !== undefined}`,
    () => walk.walkCode(scales.length, dose !== undefined),
    bytes
  );
  if (!instance) return undefined;
  const {memory, functions} = instance;
  const {buffer} = memory;
  const numbers = (from: number, length: number) => new Float64Array(buffer, from, length);
  const wholes = (from: number, length: number) => new Int32Array(buffer, from, length);
  wholes(walk.ROWS_END, 2).set([rows, buffer.byteLength]);
  scales.forEach(({scale, stride}, k) => {
    numbers(tables[k].starts, scale.starts.length + 1).set([...scale.starts, Infinity]);
    wholes(tables[k].codes, scale.codes.length).set(
      scale.codes.map((code) => (code < 0 ? walk.OUTSIDE : stride * code))
    );
  });
  if (dose) {
    numbers(edges, classes).set(dose.from);
    wholes(doseCodes, classes + 1).set([walk.OUTSIDE, ...dose.from.map((_, k) => dose.stride * k)]);
  }
  const places = tables.flatMap(({starts, codes}) => [starts, codes]);
  const columns = [entry, exit, birth, event, own];
  // Nobody lacks a day of birth or entry.
  const origins = scales.map(({scale: {origin}}) =>
    origin && origin !== birth && origin !== entry ? neverFor(origin) : origin
  );

  for (let first = 0; first < n; ) {
    let next = Math.min(n, first + walk.chunk);
    if (dose) {
      const {ptr} = exposures!;
      while (ptr[next] - ptr[first] > room) --next;
    }
    // The memory may have grown, and its buffer with it.
    const {buffer} = memory;
    const column = (k: number) => new Int32Array(buffer, walk.columnAt(k), walk.chunk + 1);
    columns.forEach((values, k) => {
      column(k).set(values.subarray(first, next));
    });
    origins.forEach((origin, k) => {
      if (origin) column(walk.ORIGINS + k).set(origin.subarray(first, next));
    });
    if (dose) {
      const {ptr, day, dose: given} = exposures!;
      const own = column(5);
      for (let i = first; i <= next; ++i) own[i - first] = ptr[i] - ptr[first];
      new Int32Array(buffer, days, room).set(day.subarray(ptr[first], ptr[next]));
      new Float64Array(buffer, doses, room).set(given.subarray(ptr[first], ptr[next]));
    }
    functions.walk(
      ...([
        next - first,
        first,
        index,
        days,
        doses,
        dose?.enters ?? 0,
        edges,
        doseCodes,
        classes,
        dose?.until ?? Infinity
      ] satisfies walk.WalkPlaces),
      ...places
    );
    first = next;
  }
  const all = memory.buffer;
  const [personDays, cases] = new Float64Array(all, 0, 2);
  const [end] = new Int32Array(all, walk.ROWS_END, 1);
  const order = occurring(new Int32Array(all, index, size), (end - rows) / (8 * WIDTH));
  return cellsOf(keys, strides, new Float64Array(all), order, {personDays, cases});
}

/** Where the rows of cells that occur begin, in doubles, in the order of cells. */
function occurring(index: Int32Array, count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let k = 0, i = 0; i < count; ++k) if (index[k] !== 0) rows[i++] = index[k] >>> 3;
  return rows;
}

function mostExposures(ptr: Int32Array): number {
  let most = 0;
  for (let i = 0; i + 1 < ptr.length; ++i) if (ptr[i + 1] - ptr[i] > most) most = ptr[i + 1] - ptr[i];
  return most;
}

/** The origins, with the day after all days for those without. */
const neverFor = (origin: Int32Array) => origin.map((day) => (day === NO_DAY ? NEVER : day));
