import {expConstants, rowKernelCode} from "./rowKernelCode.js";
import type {RowLoops} from "./rowLoops.js";

const page = 65536;
const modules = new Map<string, WebAssembly.Module | undefined>();

type Loop = (...places: number[]) => number;

/**
 * Memory and the loops of `rowKernelCode` over it; undefined where the engine has no WebAssembly with two doubles at
 * a time, a page's policy forbids it, or the memory would be larger than it can name.
 */
export function wasmLoops(
  p: number,
  width: number,
  bytes: number
): {buffer: ArrayBuffer; loops: RowLoops} | undefined {
  const module = compiled(p, width);
  if (!module || bytes > page * (page - 1)) return undefined;
  const memory = new WebAssembly.Memory({initial: Math.ceil(bytes / page)});
  const {risks, addUp, given, slot, late} = new WebAssembly.Instance(module, {room: {memory}})
    .exports as Record<string, Loop>;
  // Before the tables, in what rowKernel reserves.
  new Float64Array(memory.buffer, 0, expConstants.length).set(expConstants);
  const row = 8 * width;
  return {
    buffer: memory.buffer,
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

function compiled(p: number, width: number): WebAssembly.Module | undefined {
  const key = `${p} ${width}`;
  if (!modules.has(key)) {
    let module: WebAssembly.Module | undefined;
    try {
      module = new WebAssembly.Module(rowKernelCode(p, width));
    } catch (error) {
      // Absent, too old, or forbidden; any other error is ours.
      const known = typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
      if (!known) throw error;
    }
    modules.set(key, module);
  }
  return modules.get(key);
}
