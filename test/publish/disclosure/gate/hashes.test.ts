import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {expect, test} from "vitest";
import {hashes} from "../../../../publish/disclosure/gate/hashes.js";

test("hashes holds what a Set holds, of 200,000 numbers of 53 bits, many of them twice (law)", () => {
  const draw = xoroshiro128plus(8);
  const next = () => (draw.next() >>> 11) * 2 ** 32 + (draw.next() >>> 0);
  const drawn = Array.from({length: 150_000}, next);
  const set = new Set<number>();
  const own = hashes();
  for (const value of [...drawn, ...drawn.slice(0, 50_000), 0, 2 ** 53 - 1]) {
    set.add(value);
    own.add(value);
  }
  expect(own.size).toBe(set.size);
  expect(drawn.every((value) => own.has(value))).toBe(true);
  const others = Array.from({length: 100_000}, next);
  expect(others.filter((value) => own.has(value))).toEqual(others.filter((value) => set.has(value)));
});

test("hashes finds those that fall on one place, round the end of its places (by hand)", () => {
  const own = hashes();
  const last = 2 ** 16 - 1;
  const same = [last, last + 2 ** 16, last + 2 ** 40];
  for (const value of same) own.add(value);
  expect(same.map((value) => own.has(value))).toEqual([true, true, true]);
  expect(own.has(last + 2 ** 17)).toBe(false);
  expect(own.has(0)).toBe(false);
  expect(own.size).toBe(3);
});
