import {NO_DAY} from "../cohort/factor.js";
import {wasmInstance} from "../numeric/wasmInstance.js";
import {type CellSums, cellsOf, WIDTH} from "./cellSums.js";
import type {Cells} from "./cells.js";
import type {DoseClasses} from "./doseAxis.js";
import type {PersonTime} from "./persons.js";
import * as walk from "./walkCode.js";
import {doseTable, scaleTable, type WalkedScale} from "./walkTables.js";

/** A key that does not change: its codes, how far the cell moves with them, and where it is without one. */
export interface FixedKey {
  codes: Int32Array;
  stride: number;
  missing: number;
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
 * @param scales slowest first.
 * @returns undefined where it costs more than it saves, days lie hundreds of thousands of years from 1970, or
 * `wasmInstance` has none.
 * Witness: test/stats/persontime/tabulate.test.ts.
 */
export function walkPersons(
  {entry, exit, birth, event, exposures}: PersonTime,
  fixed: readonly FixedKey[],
  scales: readonly WalkedScale[],
  dose: (DoseClasses & {stride: number}) | undefined,
  {keys, strides, size}: CellSums
): Cells | undefined {
  const n = entry.length;
  if (n < fewPersons || size > manyCells || scales.length === 0) return undefined;
  const enters = dose?.enters ?? 0;
  // Birth and entry are looked at on the walk, and nobody lacks them.
  const others = scales.map(({scale: {origin}}) => (origin === birth || origin === entry ? null : origin));
  const far = (days: Int32Array | null) =>
    days?.some((day) => Math.abs(day) > walk.FURTHEST && day !== NO_DAY);
  if (enters > walk.FURTHEST || others.some(far) || scales.some(({scale}) => far(scale.starts)))
    return undefined;
  const tables = scales.map(scaleTable);
  const classes = dose && doseTable(dose);
  let at = walk.columnAt(walk.KEYS + fixed.length + scales.length);
  const place = (bytes: number) => {
    const from = at;
    at += 16 * Math.ceil(bytes / 16);
    return from;
  };
  const fixedAt = place(8 * fixed.length);
  const tablesAt = tables.map(({pairs}) => place(pairs.byteLength));
  const edgesAt = place(classes?.edges.byteLength ?? 0);
  const codesAt = place(classes?.codes.byteLength ?? 0);
  const room = Math.max(dose ? mostExposures(exposures!.ptr) : 0, fewExposures);
  const days = place(4 * (room + 1));
  const doses = place(8 * (room + 1));
  const index = place(4 * size);
  const rows = 8 * WIDTH * Math.ceil(at / (8 * WIDTH));
  const bytes = rows + 64 * 8 * WIDTH;
  const instance = wasmInstance<"walk" | "finish">(
    `walk ${fixed.length} ${scales.length} ${dose !== undefined}`,
    () => walk.walkCode(fixed.length, scales.length, dose !== undefined),
    bytes
  );
  if (!instance) return undefined;
  const {memory, functions} = instance;
  const {buffer} = memory;
  const wholes = (from: number, length: number) => new Int32Array(buffer, from, length);
  wholes(walk.ROWS_END, 2).set([rows, buffer.byteLength]);
  wholes(fixedAt, 2 * fixed.length).set(fixed.flatMap(({stride, missing}) => [stride, missing]));
  tables.forEach(({pairs}, k) => {
    wholes(tablesAt[k], pairs.length).set(pairs);
  });
  if (classes) {
    new Float64Array(buffer, edgesAt, classes.edges.length).set(classes.edges);
    wholes(codesAt, classes.codes.length).set(classes.codes);
  }
  const scalesAt = tables.flatMap(({top}, k) => [tablesAt[k], top]);
  const origins = scales.map(({scale: {origin}}, k) => (others[k] ? neverFor(others[k]) : origin));
  const columns = [entry, exit, birth, event, null, ...fixed.map(({codes}) => codes), ...origins];

  for (let first = 0; first < n; ) {
    let next = Math.min(n, first + walk.chunk);
    const before = dose ? exposures!.ptr[first] : 0;
    if (dose) while (exposures!.ptr[next] - before > room) --next;
    // The memory may have grown, and its buffer with it.
    const {buffer} = memory;
    for (let k = 0; k < columns.length; ++k) {
      const values = columns[k];
      if (values) new Int32Array(buffer, walk.columnAt(k), walk.chunk).set(values.subarray(first, next));
    }
    if (dose) {
      const {ptr, day, dose: given} = exposures!;
      new Int32Array(buffer, walk.columnAt(walk.PTR), walk.chunk + 1).set(ptr.subarray(first, next + 1));
      new Int32Array(buffer, days, room).set(day.subarray(before, ptr[next]));
      new Float64Array(buffer, doses, room).set(given.subarray(before, ptr[next]));
    }
    const tooFar = functions.walk(
      ...([
        next - first,
        index,
        fixedAt,
        days - 4 * before,
        doses - 8 * before,
        enters,
        edgesAt,
        codesAt,
        classes?.top ?? 0
      ] satisfies walk.WalkPlaces),
      ...scalesAt
    );
    if (tooFar) return undefined;
    first = next;
  }
  functions.finish(rows);
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

/** The origins, with a day after all that are followed for those without. */
const neverFor = (origin: Int32Array) => origin.map((day) => (day === NO_DAY ? walk.FAR : day));
