import {type ColumnRoom, columnRoom} from "../numeric/columnRoom.js";
import {wasmInstance} from "../numeric/wasmInstance.js";
import type {CountGroups, LinearLoops, LinearTable} from "./linearLoops.js";
import {sumsOfGroup} from "./linearLoops.js";
import {linearLoopsCode} from "./linearLoopsCode.js";
import {plainLinearLoops} from "./plainLinearLoops.js";

/** How much of everything there will be. */
export interface LinearSizes {
  cells: number;
  strata: number;
  slopes: number;
  caseGroups: number;
  caseRows: number;
  stratumGroups: number;
  stratumRows: number;
}

/** Room for a table, its cells with cases and its strata by count, and the loops over them. */
export interface LinearKernel extends LinearLoops {
  table: LinearTable;
  cases: CountGroups;
  strata: CountGroups;
}

/** Below so many cells a module costs more than it saves. */
const fewCells = 2048;
/** Above so many slopes unrolled loops cost more than they save. */
const manySlopes = 8;

/**
 * Room and loops: in WebAssembly for long tables, where the engine has it and lets it be used, else in plain
 * JavaScript; the bits of all results are the same.
 * @param plain keeps to plain JavaScript. Witness: test/stats/poisson/linearKernel.test.ts.
 */
export function linearKernel(sizes: LinearSizes, plain = false): LinearKernel {
  const {cells, slopes} = sizes;
  const counted = columnRoom();
  layOut(sizes, counted);
  const bytes = counted.bytes();
  const wasm =
    plain || cells < fewCells || slopes === 0 || slopes > manySlopes
      ? undefined
      : wasmInstance<keyof LinearLoops>(`linear ${slopes}`, () => linearLoopsCode(slopes), bytes);
  const buffer = wasm ? wasm.buffer : new ArrayBuffer(bytes);
  const room = layOut(sizes, columnRoom(buffer));
  return {...room, ...(wasm ? loopsOf(wasm.functions) : plainLinearLoops)};
}

/** Everything that lies in the memory, column after column. */
function layOut(
  {cells, strata, slopes, caseGroups, caseRows, stratumGroups, stratumRows}: LinearSizes,
  {numbers, wholes}: ColumnRoom
): Pick<LinearKernel, "table" | "cases" | "strata"> {
  const columns = (length: number) => Array.from({length: slopes}, () => numbers(length));
  const groups = (size: number, length: number): CountGroups => ({
    size,
    count: numbers(size),
    pairs: wholes(size),
    basis: columns(length),
    sums: numbers(2 * size * sumsOfGroup(slopes))
  });
  return {
    table: {
      theta: numbers(slopes),
      matrix: numbers(slopes * slopes),
      weight: numbers(cells),
      basis: columns(cells),
      lengths: wholes(strata),
      whole: numbers(strata),
      parts: columns(strata),
      level: numbers(strata)
    },
    cases: groups(caseGroups, caseRows),
    strata: groups(stratumGroups, stratumRows)
  };
}

function loopsOf(functions: Record<keyof LinearLoops, (...places: number[]) => number>): LinearLoops {
  const stride = ([first, second]: readonly Float64Array[]) =>
    second ? second.byteOffset - first.byteOffset : 0;
  const cells = ({weight, basis, lengths}: LinearTable) =>
    [weight.byteOffset, basis[0].byteOffset, stride(basis), lengths.byteOffset, lengths.length] as const;
  return {
    addUp(table) {
      const {whole, parts} = table;
      functions.addUp(...cells(table), whole.byteOffset, parts[0].byteOffset, stride(parts));
    },
    ratios({size, pairs, basis, sums}, theta) {
      if (size === 0) return Infinity;
      return functions.ratios(
        basis[0].byteOffset,
        stride(basis),
        pairs.byteOffset,
        size,
        theta.byteOffset,
        sums.byteOffset
      );
    },
    expected(table) {
      const {theta, level, matrix} = table;
      functions.expected(...cells(table), theta.byteOffset, level.byteOffset, matrix.byteOffset);
    }
  };
}
