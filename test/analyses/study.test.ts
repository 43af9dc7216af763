import {expect, test} from "vitest";
import {makeStudy, type StudyTable} from "../../analyses/study.js";

const study = () => makeStudy((name) => ({rows: name.length}) as StudyTable, null);

test("restrict refuses a table that the analysis does not declare, by name (by hand)", () => {
  const own = study().restrict("cardiac/x", ["persons"]);
  expect(own.table("persons").rows).toBe(7);
  expect(() => own.table("events")).toThrow("reads must list every table used; got events in cardiac/x");
});

test("restrict refuses what another analysis made from an undeclared table (by hand)", () => {
  const all = study();
  const total = (of: typeof all) =>
    of.once("total", () => of.once("inner", () => of.table("events").rows) + of.table("persons").rows);
  expect(total(all.restrict("a", ["persons", "events"]))).toBe(13);
  expect(total(all.restrict("b", ["events", "persons"]))).toBe(13);
  expect(() => total(all.restrict("c", ["persons"]))).toThrow("got events in c");
  expect(() => all.restrict("d", ["persons"]).once("inner", () => 0)).toThrow("got events in d");
});

test("once keeps nothing of what failed (by hand)", () => {
  const all = study();
  expect(() =>
    all.once("x", () => {
      throw new Error("no");
    })
  ).toThrow("no");
  expect(all.once("x", () => 5)).toBe(5);
});
