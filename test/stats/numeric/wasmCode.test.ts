import {expect, test} from "vitest";
import * as w from "../../../src/stats/numeric/wasmCode.js";

type Numbers = (...x: number[]) => number;

function instance(functions: readonly w.WasmFunction[]) {
  const memory = new WebAssembly.Memory({initial: 1});
  const {exports} = new WebAssembly.Instance(new WebAssembly.Module(w.wasmModule(functions)), {
    room: {memory}
  });
  return {doubles: new Float64Array(memory.buffer), functions: exports as Record<string, Numbers>};
}

test("wasmModule adds pairs of doubles in a loop (by hand)", () => {
  const {doubles, functions} = instance([
    {
      name: "sum",
      parameters: ["i32", "i32"],
      returns: true,
      body([at, pairs], local) {
        const total = local();
        return [
          ...w.repeat(pairs, [
            ...total.set(w.add2(total.get, w.load2(at.get))),
            ...at.set(w.add32(at.get, w.constant32(16)))
          ]),
          ...w.subtract1(w.lane(total.get, 0), w.lane(total.get, 1))
        ];
      }
    }
  ]);
  doubles.set([1, 2, 3, 5, 10, 20], 4);
  expect(functions.sum(32, 3)).toBe(14 - 27);
});

test("wasmModule writes whole numbers of any size, and functions by name (by hand)", () => {
  const constants = [0, 63, 64, -64, -65, 127, 128, 8191, 8192, -8193, 1 << 20, -(1 << 20), 2147483640];
  const {doubles, functions} = instance(
    constants.map((value, k) => ({
      name: `f${k}`,
      parameters: ["i32"],
      returns: true,
      body: ([x]) => w.load1(w.add32(x.get, w.constant32(value)))
    }))
  );
  doubles[2] = 7;
  constants.forEach((value, k) => {
    expect(functions[`f${k}`](16 - value), String(value)).toBe(7);
  });
});
