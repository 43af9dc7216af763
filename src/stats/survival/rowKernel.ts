import {plainLoops} from "./plainLoops.js";
import type {RowLoops, Rows} from "./rowLoops.js";
import {wasmLoops} from "./wasmLoops.js";

/** How much of everything there will be. */
export interface RowSizes {
  rows: number;
  events: number;
  times: number;
  /** Parameters. */
  p: number;
  late: boolean;
  offset: boolean;
  /** Whether expected events are kept apart, since more than the time at risk makes them. */
  apart: boolean;
}

/** Rows and events with room for what is summed over them, and the loops that do it. */
export interface RowKernel extends RowLoops {
  width: number;
  rows: Rows;
  events: Rows;
  theta: Float64Array;
  /** A row an event time, and one for rows that are never at risk. */
  sums: Float64Array;
  eventSums: Float64Array;
  /** An entry an event time, and a 0 for rows that are never at risk. */
  cumulative: Float64Array;
  spared: Float64Array;
  matrix: Float64Array;
  eventMatrix: Float64Array;
  /** Expected events of each row, times its weight; empty unless they are kept apart. */
  expected: Float64Array;
}

/** Below so many rows a module costs more than it saves. */
const fewRows = 4096;
/** Above so many parameters unrolled loops cost more than they save. */
const manyParameters = 24;

/**
 * Room and loops: in WebAssembly for long tables, where the engine has it and lets it be used, else in plain
 * JavaScript; the bits of all results are the same.
 * @param plain keeps to plain JavaScript. Witness: test/stats/survival/rowKernel.test.ts.
 */
export function rowKernel(sizes: RowSizes, plain = false): RowKernel {
  const {rows, events, times, p, late, offset, apart} = sizes;
  const width = 2 * Math.ceil((p + 1 + Number(offset)) / 2);
  const even = (count: number) => count + (count % 2);
  const doubles = {
    theta: width,
    matrix: Math.max(1, p) * width,
    eventMatrix: Math.max(1, p) * width,
    cumulative: times + 1,
    spared: times + 1,
    sums: (times + 1) * width,
    eventSums: (times + 1) * width,
    values: even(rows) * width,
    weighted: even(rows),
    expected: apart ? even(rows) : 0,
    eventValues: even(events) * width,
    eventWeighted: even(events)
  };
  const wholes = {slot: even(rows), entry: late ? even(rows) : 0, eventSlot: even(events)};
  const reserved = 256;
  const bytes =
    reserved +
    Object.values(doubles).reduce((sum, length) => sum + 8 * even(length), 0) +
    Object.values(wholes).reduce((sum, length) => sum + 8 * even(length), 0);
  const wasm = plain || rows < fewRows || p > manyParameters ? undefined : wasmLoops(p, width, bytes);
  const buffer = wasm ? wasm.buffer : new ArrayBuffer(bytes);
  let at = reserved;
  const views = <T extends Record<string, number>, View>(
    lengths: T,
    make: (at: number, length: number) => View
  ): Record<keyof T, View> => {
    const made = Object.entries(lengths).map(([name, length]) => {
      const view = make(at, length);
      at += 8 * even(length);
      return [name, view];
    });
    return Object.fromEntries(made);
  };
  const d = views(doubles, (start, length) => new Float64Array(buffer, start, length));
  const i = views(wholes, (start, length) => new Int32Array(buffer, start, length));
  return {
    width,
    rows: {
      count: rows,
      values: d.values,
      weighted: d.weighted,
      slot: i.slot,
      ...(late && {entry: i.entry})
    },
    events: {count: events, values: d.eventValues, weighted: d.eventWeighted, slot: i.eventSlot},
    theta: d.theta,
    sums: d.sums,
    eventSums: d.eventSums,
    cumulative: d.cumulative,
    spared: d.spared,
    matrix: d.matrix,
    eventMatrix: d.eventMatrix,
    expected: d.expected,
    ...(wasm ? wasm.loops : plainLoops(p, width))
  };
}
