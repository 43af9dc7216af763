import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {design} from "./oracle.js";

const exit = [1, 2, 3, 4, 5, 6, 7, 8];
const event = [1, 0, 1, 1, 0, 1, 0, 1];
const x = [3, 1, 4, 1, 5, 9, 2, 6];
const subjects = {exit, event, loglinear: design({x}, "x")};
const error = (data: object) => () => coxph({...subjects, ...data});

test("coxph names what is wrong with its columns (by hand)", () => {
  expect(error({exit: [], event: [], loglinear: undefined})).toThrow("exit must hold a row; got none");
  expect(error({event: exit.map(() => 0)})).toThrow("event must hold an event; got none");
  expect(error({event: [1, 0]})).toThrow("event must have 8 rows as exit has; got 2");
  expect(error({entry: exit})).toThrow("exit must be > entry; got 1 ≤ 1 in row 0");
  expect(error({strata: [0, 1]})).toThrow("strata must have 8 rows as exit has; got 2");
  expect(error({strata: exit.map((t) => t / 2)})).toThrow(
    "strata must be a whole number ≥ 0; got 0.5 in row 0"
  );
  expect(error({weights: exit.map(() => -1)})).toThrow("weights must be ≥ 0; got -1 in row 0");
  expect(error({weights: exit.map(() => 0)})).toThrow("weights must hold one > 0; got none");
  expect(error({offset: exit.map(() => NaN)})).toThrow("offset must be finite; got NaN in row 0");
  expect(error({cluster: [1]})).toThrow("cluster must have 8 rows as exit has; got 1");
  expect(error({loglinear: design({x: [1, 2]}, "x")})).toThrow("x must have 8 rows; got 2");
  expect(error({loglinear: design({x: x.map((v) => (v === 9 ? NaN : v))}, "x")})).toThrow(
    "x must be finite; got NaN in row 5"
  );
  expect(
    error({loglinear: {names: ["x", "x"], columns: [Float64Array.from(x), Float64Array.from(x)]}})
  ).toThrow("terms must have names of their own; got x twice");
  expect(() => coxph(subjects, {interval: {level: 95}})).toThrow("level must lie between 0 and 1; got 95");
});

test("coxph leaves out terms of which nothing can be learnt, and says so (by hand)", () => {
  const terms = {x, constant: x.map(() => 2), twice: x.map((v) => 2 * v), year: x.map((v) => 2000 + 0.1 * v)};
  const fit = coxph({...subjects, loglinear: design(terms, "x", "constant", "twice", "year")});
  const alone = coxph(subjects);
  expect(fit.warnings).toEqual([
    "constant is constant and is left out",
    "twice is a linear combination of the terms before it, or constant at all event times, and is left out",
    "year is a linear combination of the terms before it, or constant at all event times, and is left out"
  ]);
  expect(fit.df).toBe(1);
  expect(fit.parameters.map(({estimate}) => estimate).slice(1)).toEqual([NaN, NaN, NaN]);
  expect(fit.parameters[0].estimate).toBeCloseTo(alone.parameters[0].estimate, 12);
  expect(fit.tests.wald).toMatchObject({df: 1});
});

test("coxph leaves out a term that is constant in each stratum (by hand)", () => {
  const strata = exit.map((_, i) => i % 2);
  const fit = coxph({
    ...subjects,
    strata,
    loglinear: design({x, side: strata.map((s) => 1000.1 + s * 0.3)}, "x", "side")
  });
  expect(fit.parameters[1].estimate).toBe(NaN);
  expect(fit.warnings[0]).toMatch(
    "side is a linear combination of the terms before it, or constant at all event times"
  );
});

test("coxph counts strata without events, and says when all events are in one (by hand)", () => {
  const strata = [0, 1, 0, 0, 1, 0, 2, 0];
  expect(coxph({...subjects, strata}).warnings).toEqual([
    "2 of 3 strata have no event and say nothing of the parameters",
    "all events are in one stratum; the others say nothing of the parameters"
  ]);
});

test("coxph leaves out rows of weight zero (law)", () => {
  const weighted = coxph({
    exit: [...exit, 2.5, 9],
    event: [...event, 1, 1],
    weights: [...exit.map(() => 1), 0, 0],
    loglinear: design({x: [...x, 100, 200]}, "x")
  });
  const without = coxph(subjects);
  expect(weighted.logLik).toBeCloseTo(without.logLik, 13);
  expect(weighted).toMatchObject({n: 8, events: 5, warnings: ["2 rows of weight 0 are left out"]});
});

test("coxph takes a hundred thousand strata (law)", () => {
  const sets = 100_000;
  const many = Array.from({length: 2 * sets}, (_, i) => i);
  const fit = coxph({
    exit: many.map((i) => 1 + (i % 2)),
    event: many.map((i) => Number(i % 2 === 0)),
    strata: many.map((i) => i >> 1),
    loglinear: design({x: many.map((i) => Number((i * 2654435761) % 4294967296 < 2e9))}, "x")
  });
  expect(fit).toMatchObject({converged: true, strata: sets, events: sets});
});

test("coxph says when it stops before its tolerance (by hand)", () => {
  const fit = coxph(subjects, {control: {maxIterations: 1}});
  expect(fit.converged).toBe(false);
  expect(fit.warnings).toEqual(["the search stopped after 1 steps without reaching its tolerance"]);
});
