import {expect, test} from "vitest";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import {firstDay, groupBySubject, link} from "../../../src/stats/cohort/link.js";

test("link finds the subject of each record, −1 for the unknown (by hand)", () => {
  expect([...link(["a", "b"], ["b", "b", "x", "a"])]).toEqual([1, 1, -1, 0]);
});

test("groupBySubject orders each subject's records by day, ties as in the table (by hand)", () => {
  const subject = Int32Array.of(1, 0, 1, -1, 1);
  const day = Int32Array.of(9, 4, 3, 1, 9);
  const {ptr, order} = groupBySubject(subject, 3, day);
  expect([...ptr]).toEqual([0, 1, 4, 4]);
  expect([...order]).toEqual([1, 2, 0, 4]);
});

test("firstDay takes the earliest record that counts (by hand)", () => {
  const subject = Int32Array.of(1, 0, 1, 1, -1);
  const day = Int32Array.of(9, NO_DAY, 3, 1, 0);
  expect([...firstDay(subject, 2, day, (k) => k !== 3)]).toEqual([NO_DAY, 3]);
});
