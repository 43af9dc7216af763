import {expect, test} from "vitest";
import {personsByCell} from "../../../src/stats/persontime/personsByCell.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort} from "./cohorts.js";

const how = {scales: {age: [5, 10, 15], year: [1960, 1985]}, dose: {lagYears: 2, breaks: [0, 10, 40]}};

test("personsByCell has as many persons as each cell, and as any cells together (law)", () => {
  const persons = randomCohort(800, 31);
  const cells = tabulate(persons, how);
  const members = personsByCell(persons, how, cells);
  expect(members.map((rows) => rows.length)).toEqual([...cells.persons!]);
  const coarse = tabulate({...persons, by: {sex: persons.by.sex}, status: {}}, {scales: {age: [5]}});
  const bySex = coarse.keys.sex.labels.map((label) => {
    const union = new Set<number>();
    members.forEach((rows, i) => {
      if (cells.keys.sex.labels[cells.keys.sex.codes[i]] === label) for (const row of rows) union.add(row);
    });
    return union.size;
  });
  const expected = coarse.keys.sex.labels.map((_, code) => {
    const at = coarse.keys.sex.codes.indexOf(code);
    return at < 0 ? 0 : coarse.persons![at];
  });
  // The scale of years leaves nobody out who is in the coarse one: both begin before the first entry.
  expect(bySex).toEqual(expected);
});

test("personsByCell walks persons in parts where keys are many (law)", () => {
  const persons = randomCohort(60, 32);
  const fine = {
    scales: {
      age: Array.from({length: 200}, (_, k) => k / 5),
      year: Array.from({length: 60}, (_, k) => 1950 + k)
    },
    dose: {lagYears: 0, breaks: Array.from({length: 60}, (_, k) => k)}
  };
  const cells = tabulate(persons, fine);
  expect(personsByCell(persons, fine, cells).map((rows) => rows.length)).toEqual([...cells.persons!]);
});
