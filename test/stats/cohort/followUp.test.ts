import {expect, test} from "vitest";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import {followUp, yearsAfter} from "../../../src/stats/cohort/followUp.js";

const days = (...values: number[]) => Int32Array.from(values);

test("followUp enters on the latest day and leaves on the earliest, with its reason (by hand)", () => {
  const {entry, exit, reason} = followUp(
    [days(10, 10, NO_DAY), days(5, 20, 3)],
    [
      {reason: "death", day: days(NO_DAY, 100, 50)},
      {reason: "end of follow-up", day: days(90, 100, 60)}
    ]
  );
  expect([...entry]).toEqual([10, 20, NO_DAY]);
  expect([...exit]).toEqual([90, 100, 50]);
  expect([...reason]).toEqual([1, 0, 0]);
});

test("followUp names a subject without an end and columns of other lengths", () => {
  expect(() => followUp([days(1)], [{reason: "death", day: days(NO_DAY)}])).toThrow("end of follow-up");
  expect(() => followUp([days(1)], [{reason: "death", day: days(1, 2)}])).toThrow("must have 1 rows; got 2");
});

test("yearsAfter moves by years of 365.25 days and keeps the missing (by hand)", () => {
  expect([...yearsAfter(days(0, NO_DAY, 100), 2)]).toEqual([731, NO_DAY, 831]);
});
