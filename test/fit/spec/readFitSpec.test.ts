import {expect, test} from "vitest";
import {readFitSpec} from "../../../fit/spec/readFitSpec.js";

const poisson = {model: "poisson", response: {events: "cases", personTime: "pyr"}};
const cox = {model: "cox", response: {stop: "t", status: "s"}};
const message = (spec: unknown): string => {
  try {
    readFitSpec("spec.json", typeof spec === "string" ? spec : JSON.stringify(spec));
  } catch (error) {
    expect(error).toSatisfy((e) => e instanceof RangeError || e instanceof SyntaxError);
    return (error as Error).message;
  }
  return "";
};

test("readFitSpec takes the spec of the documentation (by hand)", () => {
  expect(
    message({
      ...poisson,
      data: "cells.csv",
      strata: ["city", "sex", "age"],
      loglinear: [
        "x1",
        {name: "logAge", expression: "log(age/70)"},
        {column: "smoker", as: "category", reference: "0"},
        {column: "age", as: "spline", knots: [20, 40, 60]}
      ],
      excess: {kind: "relative", dose: "dose", shape: "linear", modifiers: ["sex", "logAge"]},
      interval: {level: 0.95, methods: ["wald", "profile"]},
      where: "age > 20",
      control: {tolerance: 1e-9, maxIterations: 50}
    })
  ).toBe("");
  expect(message({...poisson, excess: null})).toBe("");
});

test("readFitSpec names an unknown key, its place, and the nearest known one (by hand)", () => {
  expect(message({...poisson, strat: []})).toBe('spec has no key "strat"; did you mean "strata"?');
  expect(message({...poisson, Strata: []})).toBe('spec has no key "Strata"; did you mean "strata"?');
  expect(message({model: "poisson", response: {event: "c", personTime: "p"}})).toBe(
    'response has no key "event"; did you mean "events"?'
  );
  expect(message({...poisson, loglinear: ["x", {colum: "a", as: "category"}]})).toBe(
    'loglinear.1 has no key "colum"; did you mean "column"?'
  );
  expect(message({...poisson, loglinear: [{expresion: "a"}]})).toBe(
    'loglinear.0 has no key "expresion"; did you mean "expression"?'
  );
  expect(message({...poisson, ties: "efron"})).toBe('spec has the key "ties", which belongs to cox');
  expect(message({...poisson, zzzzzzzz: 1})).toMatch(/^spec has no key "zzzzzzzz"; known are /);
});

test("readFitSpec names a missing key, a value of the wrong kind, and the values that may be (by hand)", () => {
  expect(message({})).toBe('spec must have the key "model"');
  expect(message({model: "posson"})).toMatch(
    /^model must be one of poisson, .*; got "posson"; did you mean "poisson"\?$/
  );
  expect(message({model: "poisson"})).toBe('spec must have the key "response"');
  expect(message({...poisson, excess: {shape: "linear"}})).toBe('excess must have the key "dose"');
  expect(message({...poisson, excess: {dose: 3}})).toMatch(
    /^excess.dose must be another thing \(a column's name/
  );
  expect(message({...poisson, excess: {dose: [{expresion: "d / 2"}]}})).toBe(
    'excess.dose.0 has no key "expresion"; did you mean "expression"?'
  );
  expect(message({...poisson, excess: {dose: "d", shape: "lin"}})).toMatch(
    /got "lin"; did you mean "linear"\?$/
  );
  expect(message({...cox, ties: "effron"})).toBe(
    'ties must be one of efron, breslow, exact; got "effron"; did you mean "efron"?'
  );
  expect(message({...poisson, interval: {level: 95}})).toBe("interval.level must be < 1; got 95");
  expect(message({...poisson, loglinear: [{column: "a", as: "categorical"}]})).toBe(
    'loglinear.0.as must be one of number, category, spline; got "categorical"; did you mean "category"?'
  );
  expect(message({...poisson, loglinear: [3]})).toMatch(
    /^loglinear.0 must be another thing \(a column's name/
  );
  expect(message({...poisson, strata: "city"})).toBe('strata must be an array; got "city"');
});

test("readFitSpec says where a text is not JSON (by hand)", () => {
  expect(message('{"model": "cox",\n "response" {}}')).toMatch(/^spec.json must be JSON; got ".*"/);
  expect(message("")).toMatch(/^spec.json must be JSON/);
});
