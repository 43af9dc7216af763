import {expect, test} from "vitest";
import {cross} from "../../../src/stats/cohort/cross.js";

test("cross numbers joint levels as they first appear (by hand)", () => {
  const sex = Int32Array.of(0, 1, 0, 1, 0);
  const country = Int32Array.of(2, 2, 2, -1, 0);
  const {codes, size} = cross([sex, country]);
  expect([...codes]).toEqual([0, 1, 0, 2, 3]);
  expect(size).toBe(4);
});

test("cross tells rows apart exactly when some column does (law)", () => {
  const columns = [7, 5, 3].map((levels, k) =>
    Int32Array.from({length: 400}, (_, i) => (i * (k + 3) * 31) % levels)
  );
  const {codes} = cross(columns);
  const name = (i: number) => columns.map((column) => column[i]).join(" ");
  for (let i = 0; i < 400; i += 7) {
    for (let j = 0; j < 400; j += 11) expect(codes[i] === codes[j]).toBe(name(i) === name(j));
  }
});

test("cross refuses no columns and columns of other lengths", () => {
  expect(() => cross([])).toThrow("got none");
  expect(() => cross([new Int32Array(2), new Int32Array(3)])).toThrow("must have 2 rows; got 3");
});
