import {expect, test} from "vitest";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import type {Cells} from "../../../src/stats/persontime/cells.js";
import {type PersonTime, type Tabulation, tabulate} from "../../../src/stats/persontime/tabulate.js";
import oracle from "../../oracle/persontime.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";
import {randomCohort, subset} from "./cohorts.js";

/** Cells by the names of their classes, such as "M|0–5". */
function byName({keys, ...columns}: Cells): Record<string, Record<string, number>> {
  const names = Object.keys(keys);
  const entries = Array.from(columns.personDays, (_, i) => {
    const name = names.map((key) => keys[key].labels[keys[key].codes[i]]).join("|");
    const {personDays, cases, doseMean, ageDays, persons} = columns;
    const figures = {
      days: personDays[i],
      cases: cases[i],
      dose: doseMean[i],
      ageDays: ageDays[i],
      persons: persons![i]
    };
    return [name, figures] as const;
  });
  return Object.fromEntries(entries);
}

const total = (column: ArrayLike<number>) => Array.from(column).reduce((a, b) => a + b, 0);

/** Five persons born on day 0; one year is 365 or 366 days on the scale of age (1 y: 365, 2 y: 731). */
const five: PersonTime = {
  entry: Int32Array.of(0, 300, 365, 10, 700),
  exit: Int32Array.of(1000, 365, 400, 10, 731),
  birth: Int32Array.of(0, 0, 0, 0, 0),
  event: Int32Array.of(NO_DAY, 365, 365, 10, 731),
  exposures: {
    ptr: Int32Array.of(0, 2, 2, 3, 3, 3),
    day: Int32Array.of(100, 200, 300),
    dose: Float64Array.of(2, 4, 8)
  }
};

test("tabulate(age) cuts at birthdays, and an event on a birthday belongs to the class before it (by hand)", () => {
  const cells = tabulate(five, {scales: {age: [0, 1, 2]}});
  // Person 1 0–365–731–1000; 2 300–365 with a case on day 365; 3 365–400, event not after entry;
  // 4 no time; 5 700–731 with a case on day 731, the last of 1–2.
  expect(byName(cells)).toEqual({
    "0–1": {days: 365 + 65, cases: 1, dose: 0, ageDays: 365 * 182.5 + 65 * 332.5, persons: 2},
    "1–2": {days: 366 + 35 + 31, cases: 1, dose: 0, ageDays: 366 * 548 + 35 * 382.5 + 31 * 715.5, persons: 3},
    "2+": {days: 269, cases: 0, dose: 0, ageDays: 269 * 865.5, persons: 1}
  });
  expect([...cells.pyr]).toEqual([430 / 365.25, 432 / 365.25, 269 / 365.25]);
  expect(cells.offTable).toEqual({personDays: 0, pyr: 0, cases: 0});
});

test("tabulate(dose) counts each exposure from its day plus the lag (by hand)", () => {
  const lagged = tabulate(five, {dose: {lagYears: 0.2, breaks: [0, 1, 5]}});
  // The lag is 73 days. Person 1: 0 to day 173, 2 to day 273, then 6; person 3: 0 to day 373, then 8.
  expect(byName(lagged)).toMatchObject({
    "0–1": {days: 173 + 65 + 8 + 31, dose: 0},
    "1–5": {days: 100, dose: 2},
    "5+": {days: 727 + 27, dose: (727 * 6 + 27 * 8) / 754}
  });
});

test("tabulate(dose.window) counts exposures this long ago and received at this age (by hand)", () => {
  const recent = tabulate(five, {
    dose: {lagYears: 0, breaks: [0, 1, 3, 5], window: {sinceExposureYears: [0, 1]}}
  });
  // Person 1: 0 to 100, 2 to 200, 6 to 465, 4 to 565, 0 to 1000; person 3 exposed on day 300: 8 from 365 to 400.
  expect(byName(recent)).toMatchObject({
    "0–1": {days: 100 + 435 + 65 + 31},
    "1–3": {days: 100, dose: 2},
    "3–5": {days: 100, dose: 4},
    "5+": {days: 265 + 35, dose: (265 * 6 + 35 * 8) / 300}
  });
  const young = tabulate(five, {
    dose: {lagYears: 0, breaks: [0, 1], window: {ageAtExposureYears: [0.5, 0.75]}}
  });
  // From day 183 to before day 274: only the 4 received by person 1 on day 200.
  expect(byName(young)).toMatchObject({"0–1": {days: 200 + 65 + 35 + 31}, "1+": {days: 800, dose: 4}});
});

test("tabulate counts what lies outside the classes in offTable, cases too (by hand)", () => {
  const cells = tabulate(five, {scales: {age: {from: [1], until: 2}}});
  expect(byName(cells)).toMatchObject({"1–2": {days: 432, cases: 1}});
  expect(cells.offTable).toEqual({personDays: 430 + 269, pyr: 699 / 365.25, cases: 1});
});

test("tabulate(sinceFirstExposure, sinceLastExposure, sinceEntry, count) (by hand)", () => {
  const one = (scales: object, count?: number[]) => byName(tabulate(five, {scales, count}));
  expect(one({sinceFirstExposure: [0, 1]})).toMatchObject({
    unexposed: {days: 100 + 65 + 31},
    "0–1": {days: 365 + 35},
    "1+": {days: 535}
  });
  expect(one({sinceLastExposure: [0, 1]})).toMatchObject({
    unexposed: {days: 100 + 65 + 31},
    "0–1": {days: 465 + 35},
    "1+": {days: 435}
  });
  expect(one({sinceEntry: [0, 1]})).toMatchObject({"0–1": {days: 365 + 65 + 35 + 31}, "1+": {days: 635}});
  expect(one({}, [0, 1, 2])).toMatchObject({"0–1": {days: 196}, "1–2": {days: 100 + 35}, "2+": {days: 800}});
});

test("tabulate(status, by) turns on its day; a missing category is a class of its own (by hand)", () => {
  const status = {transplant: Int32Array.of(400, NO_DAY, 365, NO_DAY, NO_DAY)};
  const by = {sex: {codes: Int32Array.of(0, 0, 1, 1, -1), levels: ["F", "M"]}};
  expect(byName(tabulate({...five, status, by}))).toMatchObject({
    "F|0": {days: 400 + 65, cases: 1},
    "F|1": {days: 600, cases: 0},
    "M|1": {days: 35},
    "missing|0": {days: 31, cases: 1}
  });
});

test("tabulate(year) cuts on 1 January, leap years and centuries included (by hand)", () => {
  const cells = tabulate(
    {
      ...five,
      entry: Int32Array.of(-25567),
      exit: Int32Array.of(11323),
      birth: Int32Array.of(0),
      event: Int32Array.of(NO_DAY),
      exposures: undefined
    },
    {scales: {year: [1900, 1901, 1970, 2000, 2001]}}
  );
  expect([...cells.personDays]).toEqual([365, 25567 - 365, 10957, 366]);
});

/** The slow obvious version: every day of every person, each class looked up anew. */
function dayByDay(persons: Required<PersonTime>, lagDays: number): Map<string, number[]> {
  const {entry, exit, birth, event, by, status, exposures} = persons;
  const {ptr, day, dose} = exposures;
  const cells = new Map<string, number[]>();
  const label = (edges: number[], value: number) => edges.filter((edge) => value >= edge).at(-1);
  for (let i = 0; i < entry.length; ++i) {
    for (let t = entry[i]; t < exit[i]; ++t) {
      const own = Array.from(day.subarray(ptr[i], ptr[i + 1]), (d, k) => ({d, z: dose[ptr[i] + k]}));
      const value = own.filter(({d}) => d + lagDays <= t).reduce((sum, {z}) => sum + z, 0);
      const years = [0, 5, 10, 15].filter((a) => t - birth[i] >= Math.round(a * 365.25)).at(-1);
      const calendar = [1960, 1980, 1985].filter((y) => t >= Date.UTC(y, 0, 1) / 864e5).at(-1);
      const transplanted = status.transplant[i] !== NO_DAY && status.transplant[i] <= t ? 1 : 0;
      const name = [
        by.sex.codes[i],
        by.site.codes[i],
        transplanted,
        label([0, 10, 40], value),
        calendar,
        years
      ];
      const key = name.join("|");
      const cell = cells.get(key) ?? [0, 0, 0];
      cell[0] += 1;
      cell[1] += event[i] === t + 1 ? 1 : 0;
      cell[2] += value;
      cells.set(key, cell);
    }
  }
  return cells;
}

test("tabulate equals a walk through every day of random cohorts (law)", () => {
  for (const seed of [1, 2, 3]) {
    const persons = randomCohort(120, seed);
    const cells = tabulate(persons, {
      scales: {age: [0, 5, 10, 15], year: [1960, 1980, 1985]},
      dose: {lagYears: 2, breaks: [0, 10, 40]}
    });
    const slow = dayByDay(persons, Math.round(2 * 365.25));
    expect(cells.personDays.length).toBe(slow.size);
    const {sex, site, transplant, dose, year, age} = cells.keys;
    for (let i = 0; i < slow.size; ++i) {
      const name = [
        sex.codes[i] === 2 ? -1 : sex.codes[i],
        site.codes[i],
        transplant.codes[i],
        [0, 10, 40][dose.codes[i]],
        [1960, 1980, 1985][year.codes[i]],
        [0, 5, 10, 15][age.codes[i]]
      ].join("|");
      const [days, cases, doseDays] = slow.get(name)!;
      expect([cells.personDays[i], cells.cases[i]]).toEqual([days, cases]);
      // Thousands of rounded additions in the slow version, each below 2⁻⁵³ of the sum.
      expect(Math.abs(cells.doseDays[i] - doseDays)).toBeLessThanOrEqual(1e-11 * doseDays);
    }
  }
});

test("tabulate conserves person-days, cases and dose·days, however finely it splits (law)", () => {
  const persons = randomCohort(2000, 4);
  const days = total(persons.exit.map((day, i) => day - persons.entry[i]));
  const counted = ({personDays, cases, ageDays, doseDays, offTable}: Cells) => ({
    days: total(personDays) + offTable.personDays,
    cases: total(cases) + offTable.cases,
    ageDays: total(ageDays),
    doseDays: total(doseDays)
  });
  const dose = {lagYears: 2, breaks: [0]};
  const coarse = counted(tabulate(persons, {dose}));
  const every = Array.from({length: 40}, (_, k) => k / 2);
  const few = [0, 1, 2, 5];
  const fine = counted(
    tabulate(persons, {
      scales: {
        age: every,
        year: [1900, 1983, 1984],
        sinceEntry: few,
        sinceFirstExposure: few,
        sinceLastExposure: few
      },
      dose: {lagYears: 2, breaks: every},
      count: [0, 1, 2, 3]
    })
  );
  expect(coarse.days).toBe(days);
  expect({...fine, doseDays: 0}).toEqual({...coarse, doseDays: 0});
  expect(Math.abs(fine.doseDays - coarse.doseDays)).toBeLessThan(1e-11 * coarse.doseDays);
});

const fine = {age: Array.from({length: 60}, (_, k) => k / 2), year: {from: [1968, 1975, 1980], until: 1990}};

test.each([
  {scales: {age: {from: [0, 5, 10], until: 15}}},
  {scales: {year: [1970, 1980]}, dose: {lagYears: 0, breaks: {from: [0, 1e-9, 5, 20], until: 90}}},
  {scales: fine, dose: {lagYears: 2, breaks: [1, 2, 5, 10, 15, 20, 30, 50]}},
  {
    scales: {...fine, sinceEntry: [0, 1, 5], sinceFirstExposure: [0, 1, 5, 10]},
    dose: {lagYears: 1, breaks: [0]}
  },
  {scales: {age: [0, 0.0005, 1, 1.001, 1.0015, 4]}, dose: {lagYears: 0, breaks: [0, 5]}},
  {scales: {age: [0, 1e6]}, dose: {lagYears: 1e6, breaks: [0, 5]}}
] satisfies Tabulation[])("tabulate gives the same bits in WebAssembly and without it (law)", (how) => {
  const persons = randomCohort(4000, 8);
  expect(tabulate(persons, how)).toEqual(tabulate(persons, how, true));
});

test("tabulate follows a person of the farthest past and future as any other (law)", () => {
  const persons = randomCohort(600, 9);
  const how = {scales: {age: [0, 5, 10], sinceFirstExposure: [0, 2]}, dose: {lagYears: 2, breaks: [0, 10]}};
  const {ptr, day} = persons.exposures;
  for (const far of [-(2 ** 31) + 1, -(2 ** 27) - 1, 2 ** 27 + 1, 2 ** 31 - 1]) {
    persons.birth[300] = far;
    day[far < 0 ? ptr[500] : ptr[501] - 1] = far;
    persons.event[400] = far;
    expect(tabulate(persons, how), String(far)).toEqual(tabulate(persons, how, true));
  }
});

test("tabulate gives the same bits in any order of persons (law)", () => {
  const persons = randomCohort(500, 5);
  const backwards = subset(
    persons,
    Array.from(persons.entry, (_, i) => persons.entry.length - 1 - i)
  );
  const how = {scales: {age: [0, 5, 10]}, dose: {lagYears: 2, breaks: [0, 10]}};
  expect(tabulate(backwards, how)).toEqual(tabulate(persons, how));
});

test("tabulate with doses in another unit has the same cells and 1000 times the dose (law)", () => {
  const persons = randomCohort(500, 6);
  const {exposures} = persons;
  const milli = {...persons, exposures: {...exposures, dose: exposures.dose.map((gray) => gray * 1000)}};
  const inGray = tabulate(persons, {dose: {lagYears: 1, breaks: [0, 10]}});
  const inMilligray = tabulate(milli, {dose: {lagYears: 1, breaks: [0, 10000]}});
  expect(inMilligray.personDays).toEqual(inGray.personDays);
  inGray.doseMean.forEach((mean, i) => {
    expect(Math.abs(inMilligray.doseMean[i] / 1000 - mean)).toBeLessThanOrEqual(4 * Number.EPSILON * mean);
  });
});

test("tabulate of nobody is an empty table (law)", () => {
  const none = new Int32Array(0);
  const cells = tabulate({entry: none, exit: none, birth: none, event: none}, {scales: {age: [0, 5]}});
  expect(cells.pyr.length).toBe(0);
  expect(cells.keys.age.labels).toEqual(["0–5", "5+"]);
  expect(cells.offTable.personDays).toBe(0);
});

test("tabulate names what is wrong, and the row (by hand)", () => {
  const wrong =
    (change: Partial<PersonTime>, how = {}) =>
    () =>
      tabulate({...five, ...change}, how);
  const exposures = five.exposures!;
  expect(wrong({exit: Int32Array.of(1000, 365, 364, 10, 731)})).toThrow(
    "exit must be ≥ entry; got 364 < 365 in row 2"
  );
  expect(wrong({birth: Int32Array.of(0)})).toThrow("birth must have 5 rows as entry has; got 1");
  expect(wrong({birth: Int32Array.of(0, 0, NO_DAY, 0, 0)})).toThrow("birth must be a day; got none in row 2");
  expect(wrong({exposures: {...exposures, day: Int32Array.of(200, 100, 300)}})).toThrow(
    "day must ascend within a person; got 100 after 200 in row 1 of exposures"
  );
  expect(wrong({exposures: {...exposures, dose: Float64Array.of(2, -1, 8)}})).toThrow(
    "dose must be ≥ 0; got -1 in row 1 of exposures"
  );
  expect(wrong({exposures: {...exposures, dose: Float64Array.of(2, 4, NaN)}})).toThrow(
    "got NaN in row 2 of exposures"
  );
  expect(wrong({exposures: {...exposures, dose: Float64Array.of(2)}})).toThrow("dose must have 3 rows");
  expect(wrong({exposures: {...exposures, ptr: Int32Array.of(0, 2)}})).toThrow(
    "ptr must have 6 entries; got 2"
  );
  expect(wrong({by: {sex: {codes: Int32Array.of(0, 0, 2, 0, 0), levels: ["F", "M"]}}})).toThrow(
    "sex must be a code of its 2 levels; got 2 in row 2"
  );
  expect(wrong({status: {age: Int32Array.of(0, 0, 0, 0, 0)}}, {scales: {age: [0]}})).toThrow("got age twice");
  expect(wrong({}, {scales: {age: [0, 5, 5]}})).toThrow("breaks of age must ascend; got 5 after 5");
  expect(wrong({}, {scales: {age: []}})).toThrow("breaks of age must hold an edge; got none");
  expect(wrong({}, {dose: {lagYears: 0, breaks: [0, NaN]}})).toThrow(
    "breaks of dose must be finite; got NaN at place 1"
  );
  expect(wrong({}, {dose: {lagYears: -1, breaks: [0]}})).toThrow("lagYears must be ≥ 0; got -1");
  expect(wrong({}, {scales: {year: [1990.5]}})).toThrow("breaks of year must be whole years; got 1990.5");
  expect(wrong({}, {scales: {sinceFirstExposure: [1, 2]}})).toThrow(
    "breaks of sinceFirstExposure must start at 0"
  );
  expect(wrong({exposures: undefined}, {dose: {lagYears: 0, breaks: [0]}})).toThrow(
    "exposures must be given for dose"
  );
});

const {persons: inR, exposures: exposuresInR, breaks, expected} = oracle;
for (const peer of ["survival", "Epi", "popEpi"] as const) {
  test(`tabulate(age, year, dose) gives the person-days, cases and dose·days of ${peer} (R)`, () => {
    const cells = tabulate(
      {
        entry: Int32Array.from(inR.entry),
        exit: Int32Array.from(inR.exit),
        birth: Int32Array.from(inR.birth),
        event: Int32Array.from(inR.event, (day) => day ?? NO_DAY),
        by: {sex: {codes: Int32Array.from(inR.sex), levels: ["F", "M"]}},
        exposures: {
          ptr: Int32Array.from(exposuresInR.ptr),
          day: Int32Array.from(exposuresInR.day),
          dose: Float64Array.from(exposuresInR.dose)
        }
      },
      {scales: {age: breaks.age, year: breaks.year}, dose: {lagYears: breaks.lagYears, breaks: breaks.dose}}
    );
    const theirs = expected[peer];
    for (const key of ["sex", "dose", "year", "age"] as const)
      expect([...cells.keys[key].codes]).toEqual(theirs[key]);
    expect([...cells.personDays]).toEqual(theirs.days);
    expect([...cells.cases]).toEqual(theirs.cases);
    const witness = {
      estimator: "tabulate",
      peer: `R, ${peer}`,
      data: "random cohort by sex, dose, year and age"
    };
    expectAgreement({...witness, figure: "person-days", digits: 16}, cells.personDays, theirs.days);
    expectAgreement({...witness, figure: "cases", digits: 16}, cells.cases, theirs.cases);
    // R sums at most a few hundred rounded products a cell.
    expectAgreement({...witness, figure: "dose·days", digits: 13}, cells.doseDays, theirs.doseDays);
  });
}
