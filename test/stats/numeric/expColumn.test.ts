import {expect, test} from "vitest";
import {exp} from "../../../src/stats/numeric/elementary.js";
import {expColumn} from "../../../src/stats/numeric/expColumn.js";

test("expColumn has the bits of exp over its range and at its ends (law)", () => {
  const spread = Array.from(
    {length: 40_000},
    (_, i) => (((i * 7919) % 40_009) / 20_004.5 - 1) * (i % 3 === 0 ? 745 : i % 3 === 1 ? 30 : 0.5)
  );
  const x = Float64Array.of(
    0,
    -0,
    1e-300,
    1e-9,
    -1e-9,
    0.34657359027997264,
    -0.34657359027997264,
    709.7,
    710,
    -745,
    -746,
    Infinity,
    -Infinity,
    NaN,
    ...spread
  );
  const y = new Float64Array(x.length);
  expColumn(x, y);
  x.forEach((value, i) => {
    if (!Object.is(y[i], exp(value))) expect.fail(`exp(${value}) is ${exp(value)}; got ${y[i]}`);
  });
});
