import {expect, test} from "vitest";
import {personYears} from "../../../src/stats/persontime/personYears.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort} from "./cohorts.js";

test("personYears counts time, events after entry and up to exit, and persons with time (by hand)", () => {
  const persons = {
    entry: Int32Array.of(0, 10, 5),
    exit: Int32Array.of(1461, 10, 6),
    birth: Int32Array.of(0, 0, 0),
    event: Int32Array.of(1461, 10, 5)
  };
  expect(personYears(persons)).toEqual({persons: 2, personDays: 1462, pyr: 1462 / 365.25, cases: 1});
});

test("personYears is the one cell of a table without keys (law)", () => {
  const persons = randomCohort(400, 21);
  const {entry, exit, birth, event} = persons;
  const cells = tabulate({entry, exit, birth, event});
  expect(personYears(persons)).toEqual({
    persons: cells.persons![0],
    personDays: cells.personDays[0],
    pyr: cells.pyr[0],
    cases: cells.cases[0]
  });
});

test("personYears refuses an exit before the entry (by hand)", () => {
  const day = Int32Array.of(3);
  expect(() => personYears({entry: day, exit: Int32Array.of(2), birth: day, event: day})).toThrow(
    "exit must be ≥ entry; got 2 < 3 in row 0"
  );
});
