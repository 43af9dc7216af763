import {default as stdlibExp} from "@stdlib/math-base-special-exp";
import {default as stdlibLog} from "@stdlib/math-base-special-ln";
import {expect, test} from "vitest";
import {cos, exp, expm1, log, log1p, pow, sin} from "../../../src/stats/numeric/elementary.js";
import {uniform} from "../persontime/cohorts.js";
import {exactExp, exactLog, unitsInLastPlace} from "./exactNumbers.js";

test("exp and log err by less than 1 unit in the last place (law: against 200-bit BigInt)", () => {
  const next = uniform(41);
  let [worstExp, worstLog] = [0, 0];
  for (let i = 0; i < 3000; ++i) {
    const x = (next() - 0.5) * (i % 3 === 0 ? 70 : i % 3 === 1 ? 2 : 0.01);
    worstExp = Math.max(worstExp, unitsInLastPlace(exp(x), exactExp(x)));
    const y = i % 2 === 0 ? 0.5 + next() : exp(80 * (next() - 0.5));
    worstLog = Math.max(worstLog, unitsInLastPlace(log(y), exactLog(y)));
  }
  expect(worstExp).toBeLessThan(1);
  expect(worstLog).toBeLessThan(1);
});

test("exp and log have the bits of @stdlib's, which are FreeBSD msun's (law)", () => {
  const next = uniform(42);
  for (let i = 0; i < 100_000; ++i) {
    // Below −744.44 @stdlib gives 0 for the smallest subnormal number.
    const x = i % 3 === 0 ? 1450 * next() - 740 : i % 3 === 1 ? 40 * (next() - 0.5) : next() - 0.5;
    if (!Object.is(exp(x), stdlibExp(x))) expect.fail(`exp(${x}) is ${exp(x)}; got ${stdlibExp(x)}`);
    const y = i % 3 === 0 ? exp(x) : i % 3 === 1 ? 4 * next() : 1 + 1e-5 * (next() - 0.5);
    if (!Object.is(log(y), stdlibLog(y))) expect.fail(`log(${y}) is ${log(y)}; got ${stdlibLog(y)}`);
  }
});

test("exp and log at the ends of their range (by hand)", () => {
  expect([exp(0), exp(-0), exp(1e-300), exp(-Infinity), exp(Infinity), exp(NaN)]).toEqual([
    1,
    1,
    1,
    0,
    Infinity,
    NaN
  ]);
  expect([exp(709.782712893384), exp(709.7827128933841), exp(-745.13), exp(-745.14)]).toEqual([
    1.7976931348622732e308,
    Infinity,
    5e-324,
    0
  ]);
  expect([log(1), log(0), log(-0), log(-1), log(Infinity), log(NaN)]).toEqual([
    0,
    -Infinity,
    -Infinity,
    NaN,
    Infinity,
    NaN
  ]);
  expect([log(5e-324), log(Number.MAX_VALUE)]).toEqual([-744.4400719213812, 709.782712893384]);
});

test("cos, expm1, log1p, pow and sin are those of mathematics (by hand)", () => {
  expect([cos(0), sin(0), expm1(0), log1p(0), pow(2, 10), pow(4, 0.5)]).toEqual([1, 0, 0, 0, 1024, 2]);
  expect(sin(Math.PI / 6)).toBeCloseTo(0.5, 15);
  expect(log1p(1e-20)).toBe(1e-20);
  expect(expm1(1e-20)).toBe(1e-20);
});
