import {expect, test} from "vitest";
import {newton} from "../../../src/stats/inference/newton.js";
import {profileBound} from "../../../src/stats/inference/profileBound.js";
import {profileInterval} from "../../../src/stats/inference/profileInterval.js";

const root = 1.959963984540054;
const search = {estimate: 0, logLik: 0, step: 1, root, direction: 1 as const, limit: Infinity};

test("profileBound of a parabola is its Wald bound (by hand)", () => {
  const bound = profileBound({...search, profile: (x) => -2 * x * x});
  expect(bound.status).toBe("ok");
  expect(bound.value).toBeCloseTo(root / 2, 11);
});

test("profileBound of a Poisson mean's log-likelihood solves x − n log x on both sides (law)", () => {
  const n = 7;
  const logLik = n * Math.log(n) - n;
  const profile = (x: number) => (x > 0 ? n * Math.log(x) - x : -Infinity);
  for (const direction of [-1, 1] as const) {
    const {value, status} = profileBound({
      ...search,
      estimate: n,
      logLik,
      direction,
      step: 5,
      limit: direction < 0 ? 0 : Infinity,
      profile
    });
    expect(status).toBe("ok");
    expect(2 * (logLik - profile(value))).toBeCloseTo(root * root, 9);
  }
});

test("profileBound that knows the slope finds the same bound in five looks (law)", () => {
  const n = 7;
  for (const direction of [-1, 1] as const) {
    let looks = 0;
    let at = n;
    const known = {
      ...search,
      estimate: n,
      logLik: n * Math.log(n) - n,
      direction,
      step: root * Math.sqrt(n),
      limit: direction < 0 ? 0 : Infinity,
      profile: (x: number) => {
        at = x;
        ++looks;
        return n * Math.log(x) - x;
      }
    };
    const {value} = profileBound({...known, slope: () => n / at - 1});
    expect(looks).toBeLessThanOrEqual(5);
    expect(value).toBeCloseTo(profileBound(known).value, 9);
  }
});

test("profileBound that the region ends before says boundary and gives the end", () => {
  expect(profileBound({...search, limit: 0.5, profile: (x) => -x * x})).toEqual({
    value: 0.5,
    status: "boundary"
  });
});

test("profileBound at an end that it was not told of says boundary (by bisection)", () => {
  const {value, status} = profileBound({...search, profile: (x) => (x < 0.75 ? -x * x : -Infinity)});
  expect(status).toBe("boundary");
  expect(value).toBeCloseTo(0.75, 12);
});

test("profileBound that meets a failed profile says failed, not boundary", () => {
  expect(profileBound({...search, profile: (x) => (x < 0.75 ? -x * x : NaN)})).toEqual({
    value: NaN,
    status: "failed"
  });
});

test("profileBound of a profile that leaps past the target ends where it leaps (by bisection)", () => {
  const {value, status} = profileBound({...search, profile: (x) => (x < 0.75 ? -x * x : -9)});
  expect(status).toBe("boundary");
  expect(value).toBeCloseTo(0.75, 12);
});

test("profileBound of a likelihood that levels off is not determined", () => {
  expect(profileBound({...search, profile: (x) => Math.exp(-x) - 1})).toEqual({
    value: Infinity,
    status: "not determined"
  });
  expect(profileBound({...search, direction: -1, profile: (x) => 1 / (1 - x) - 1})).toEqual({
    value: -Infinity,
    status: "not determined"
  });
});

test("profileBound takes few looks, whatever the first distance", () => {
  for (const step of [1e-3, 1, 1e3]) {
    let looks = 0;
    const profile = (x: number) => {
      ++looks;
      return -(Math.expm1(x) - x);
    };
    expect(profileBound({...search, step, profile}).status).toBe("ok");
    expect(looks).toBeLessThan(40);
  }
});

test("profileInterval of a correlated parabola is wider than with the other parameter held (by hand)", () => {
  // Information [[2, 1], [1, 1]]: variance of the first is 1, not ½.
  const evaluate = ([x, y]: Float64Array) => ({
    logLik: -(2 * x * x + 2 * x * y + y * y) / 2,
    gradient: Float64Array.of(-2 * x - y, -x - y),
    information: Float64Array.of(2, 1, 1, 1)
  });
  const {interval} = profileInterval(evaluate, newton(evaluate, [1, 1]), 0, {level: 0.95, se: 1});
  expect(interval.status).toEqual({lower: "ok", upper: "ok"});
  expect(interval.lower).toBeCloseTo(-root, 9);
  expect(interval.upper).toBeCloseTo(root, 9);
});
