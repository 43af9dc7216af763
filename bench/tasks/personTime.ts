import {stream} from "../../loaders/synthetic/stream.js";
import {tabulate} from "../../src/stats/persontime/tabulate.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

/** Children born 1970–2000, followed from a first examination for up to 25 years, 1.5 exposures each. */
function cohort(size: number): Columns {
  const random = stream(1, "bench person-time");
  const below = (top: number) => Math.floor(top * random.uniform());
  const days = () => new Int32Array(size);
  const [birth, entry, exit, event, sex] = [days(), days(), days(), days(), days()];
  const ptr = new Int32Array(size + 1);
  const day: number[] = [];
  const dose: number[] = [];
  for (let i = 0; i < size; ++i) {
    birth[i] = below(10_957);
    entry[i] = birth[i] + below(5844);
    exit[i] = entry[i] + 1 + below(9131);
    event[i] = random.uniform() < 0.02 ? exit[i] : -1;
    sex[i] = below(2);
    for (let k = 0; k < 1 + (random.uniform() < 0.35 ? 1 : 0) + (random.uniform() < 0.15 ? 1 : 0); ++k) {
      day.push(k === 0 ? entry[i] : day.at(-1)! + 1 + below(1500));
      dose.push(8 * random.exponential());
    }
    ptr[i + 1] = day.length;
  }
  return {birth, entry, exit, event, sex, ptr, day: Int32Array.from(day), dose: Float64Array.from(dose)};
}

function persons({birth, entry, exit, event, sex, ptr, day, dose}: Columns) {
  return {
    birth: birth as Int32Array,
    entry: entry as Int32Array,
    exit: exit as Int32Array,
    event: event as Int32Array,
    by: {sex: {codes: sex as Int32Array, levels: ["F", "M"]}},
    exposures: {ptr: ptr as Int32Array, day: day as Int32Array, dose: dose as Float64Array}
  };
}

const age = Array.from({length: 45}, (_, i) => i);
const year = [1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025, 2030, 2035, 2040];
const squares = (column: ArrayLike<number>) => {
  let total = 0;
  for (let i = 0; i < column.length; ++i) total += column[i] * column[i];
  return total;
};
const total = (column: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < column.length; ++i) sum += column[i];
  return sum;
};

export const personYearsByAge: Task = {
  name: "person-years",
  title: "Person-years and cases by sex, age (1 y) and calendar year (5 y)",
  sizes: [1e4, 1e5, 1e6],
  generate: cohort,
  work: (columns) => () => {
    const cells = tabulate(persons(columns), {scales: {age, year}});
    return [total(cells.personDays), total(cells.cases), squares(cells.personDays)];
  },
  digits: 12,
  peers: [
    {name: "survival::pyears", script: "pyears.R"},
    {name: "popEpi::splitMulti", script: "popEpi.R", largest: 1e5}
  ]
};

export const personTime: Task = {
  name: "person-time",
  title: "Person-years, cases and dose by sex, age (1 y), calendar year (5 y) and lagged cumulative dose",
  sizes: [1e4, 1e5, 1e6],
  generate: cohort,
  work: (columns) => () => {
    const cells = tabulate(persons(columns), {
      scales: {age, year},
      dose: {lagYears: 2, breaks: [0, 1e-9, 2, 5, 10, 15, 20, 30, 50]}
    });
    return [total(cells.personDays), total(cells.cases), squares(cells.personDays), total(cells.doseDays)];
  },
  digits: 12,
  peers: [
    {name: "survival::pyears", script: "pyearsDose.R"},
    {name: "popEpi::splitMulti", script: "popEpiDose.R", largest: 1e4},
    {name: "Epi::splitLexis", script: "splitLexis.R", largest: 1e4}
  ]
};
