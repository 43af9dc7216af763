import {expConstants, rowKernelCode} from "./rowKernelCode.js";
import {blockRows, type RowLoops, type Rows} from "./rowLoops.js";

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
  const inBlocks = (count: number, step: (from: number, size: number) => void) => {
    for (let from = 0; from < count; from += blockRows) step(from, Math.min(blockRows, count - from));
  };
  const address = (view: Float64Array | Int32Array | undefined) => view?.byteOffset ?? 0;
  return {
    buffer: memory.buffer,
    loops: {
      risks({count, values, weighted}, theta) {
        let most = -Infinity;
        inBlocks(count, (from, size) => {
          const found = risks(
            address(values) + from * row,
            address(weighted) + 8 * from,
            (size + 1) >> 1,
            address(theta),
            0
          );
          most = Math.max(most, found);
        });
        return most;
      },
      addUp(rows, into, at) {
        const sign = at === "slot" ? 1 : -1;
        inBlocks(rows.count, (from, size) => {
          addUp(...places(rows, from, at), size, address(into), sign);
        });
      },
      products(rows, cumulative, into) {
        into.fill(0);
        const loop = cumulative ? (rows.entry ? late : slot) : given;
        inBlocks(rows.count, (from, size) => {
          const entry = address(rows.entry) + 4 * from;
          loop(...places(rows, from, "slot"), entry, size, address(cumulative), address(into));
        });
      }
    }
  };

  function places(rows: Rows, from: number, at: "slot" | "entry"): [number, number, number] {
    return [
      address(rows.values) + from * row,
      address(rows.weighted) + 8 * from,
      address(rows[at]) + 4 * from
    ];
  }
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
