import {wasmInstance} from "../numeric/wasmInstance.js";
import {expConstants, rowKernelCode} from "./rowKernelCode.js";
import type {RowLoops} from "./rowLoops.js";

/** Memory and the loops of `rowKernelCode` over it; undefined where `wasmInstance` has none. */
export function wasmLoops(
  p: number,
  width: number,
  bytes: number
): {buffer: ArrayBuffer; loops: RowLoops} | undefined {
  const instance = wasmInstance<"risks" | "addUp" | "given" | "slot" | "late">(
    `rows ${p} ${width}`,
    () => rowKernelCode(p, width),
    bytes
  );
  if (!instance) return undefined;
  const {buffer, functions} = instance;
  const {risks, addUp, given, slot, late} = functions;
  // Before the tables, in what rowKernel reserves.
  new Float64Array(buffer, 0, expConstants.length).set(expConstants);
  const row = 8 * width;
  return {
    buffer,
    loops: {
      risks: ({values, weighted}, theta, from, size) =>
        risks(
          values.byteOffset + from * row,
          weighted.byteOffset + 8 * from,
          (size + 1) >> 1,
          theta.byteOffset,
          0
        ),
      addUp({values, weighted, slot: last, entry}, into, at, from, size) {
        const place = at === "slot" ? last : entry!;
        addUp(
          values.byteOffset + from * row,
          weighted.byteOffset + 8 * from,
          place.byteOffset + 4 * from,
          size,
          into.byteOffset,
          at === "slot" ? 1 : -1
        );
      },
      products({values, weighted, slot: last, entry}, cumulative, into, from, size) {
        const loop = cumulative ? (entry ? late : slot) : given;
        loop(
          values.byteOffset + from * row,
          weighted.byteOffset + 8 * from,
          last.byteOffset + 4 * from,
          (entry ?? last).byteOffset + 4 * from,
          size,
          (cumulative ?? into).byteOffset,
          into.byteOffset
        );
      }
    }
  };
}
