import {expect, test} from "vitest";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import {margin} from "../../../src/stats/persontime/addTables.js";
import {splitAtDoseChanges} from "../../../src/stats/persontime/splitAtDoseChanges.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort} from "./cohorts.js";

const persons = {
  entry: Int32Array.of(0, 50, 10),
  exit: Int32Array.of(300, 60, 10),
  birth: Int32Array.of(0, 0, 0),
  event: Int32Array.of(300, NO_DAY, 10),
  status: {transplant: Int32Array.of(150, 20, NO_DAY)},
  exposures: {
    ptr: Int32Array.of(0, 3, 3, 3),
    day: Int32Array.of(-40, 60, 60),
    dose: Float64Array.of(1, 2, 3)
  }
};

test("splitAtDoseChanges starts a row where dose or status changes, and nowhere else (by hand)", () => {
  const rows = splitAtDoseChanges(persons, {
    marrow: {lagYears: 0.1},
    brain: {lagYears: 0, dose: Float64Array.of(5, 0, 1)}
  });
  // The lag is 37 days: marrow 1 from entry, 6 from day 97; brain 5 from entry, 6 from day 60.
  expect([...rows.person]).toEqual([0, 0, 0, 0, 1]);
  expect([...rows.tstart]).toEqual([0, 60, 97, 150, 50]);
  expect([...rows.tstop]).toEqual([60, 97, 150, 300, 60]);
  expect([...rows.event]).toEqual([0, 0, 0, 1, 0]);
  expect([...rows.dose.marrow]).toEqual([1, 1, 6, 6, 0]);
  expect([...rows.dose.brain]).toEqual([5, 6, 6, 6, 0]);
  expect([...rows.status.transplant]).toEqual([0, 0, 0, 1, 1]);
});

test("splitAtDoseChanges holds the time, cases and dose·days that tabulate holds (law)", () => {
  const cohort = randomCohort(800, 31);
  const history = {lagYears: 2, window: {sinceExposureYears: [1, 6], ageAtExposureYears: [3, 12]}} as const;
  const rows = splitAtDoseChanges(cohort, {dose: history});
  const cells = margin(tabulate(cohort, {dose: {...history, breaks: [0]}}), ["transplant"]);
  for (const status of [0, 1]) {
    const sums = [0, 0, 0];
    for (let r = 0; r < rows.person.length; ++r) {
      if (rows.status.transplant[r] !== status) continue;
      const days = rows.tstop[r] - rows.tstart[r];
      sums[0] += days;
      sums[1] += rows.event[r];
      sums[2] += days * rows.dose.dose[r];
    }
    expect(sums.slice(0, 2)).toEqual([cells.personDays[status], cells.cases[status]]);
    expect(Math.abs(sums[2] - cells.doseDays[status])).toBeLessThan(1e-12 * sums[2]);
  }
});

test("splitAtDoseChanges refuses doses of another length and doses that are not (by hand)", () => {
  expect(() => splitAtDoseChanges(persons, {brain: {lagYears: 0, dose: Float64Array.of(1)}})).toThrow(
    "dose must have 3 rows as day has; got 1"
  );
  expect(() => splitAtDoseChanges(persons, {brain: {lagYears: 0, dose: Float64Array.of(1, NaN, 2)}})).toThrow(
    "dose must be ≥ 0; got NaN in row 1 of exposures"
  );
  expect(() => splitAtDoseChanges({...persons, exposures: undefined}, {brain: {lagYears: 0}})).toThrow(
    "exposures must be given for brain; got none"
  );
});
