import {expect, test} from "vitest";
import {crossProducts, inBlocks} from "../../../src/stats/survival/crossProducts.js";

test("crossProducts is the plain double loop, whatever the number of rows (law)", () => {
  for (const n of [1, 3, 2047, 2048, 5003]) {
    const at = (i: number, k: number) => (((i + 1) * (k + 3) * 7919) % 1009) / 1009 - 0.4;
    const columns = [0, 1, 2].map((k) => Float64Array.from({length: n}, (_, i) => at(i, k)));
    const e = Float64Array.from({length: n}, (_, i) => at(i, 9) + 1);
    const first = new Float64Array(3);
    const second = new Float64Array(9);
    crossProducts(e, inBlocks(columns), first, second);
    for (let k = 0; k < 3; ++k) {
      expect(first[k]).toBeCloseTo(
        e.reduce((sum, w, i) => sum + w * columns[k][i], 0),
        9
      );
      for (let l = 0; l <= k; ++l)
        expect(second[k * 3 + l]).toBeCloseTo(
          e.reduce((sum, w, i) => sum + w * columns[k][i] * columns[l][i], 0),
          9
        );
    }
  }
});
