import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import type {PersonTime} from "../../../src/stats/persontime/persons.js";

/** Uniform numbers in [0, 1), the same on every machine: a linear congruential generator, low bits dropped. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** A random cohort with every difficulty at hand: late entry, no time at all, repeated days of exposure. */
export function randomCohort(n: number, seed: number): Required<PersonTime> {
  const next = uniform(seed);
  const below = (top: number) => Math.floor(next() * top);
  const days = () => new Int32Array(n);
  const [entry, exit, birth, event, transplant, sex, site] = Array.from({length: 7}, days);
  const ptr = new Int32Array(n + 1);
  const day: number[] = [];
  const dose: number[] = [];
  for (let i = 0; i < n; ++i) {
    birth[i] = below(9000) - 2000;
    entry[i] = birth[i] + below(4000);
    exit[i] = entry[i] + (next() < 0.05 ? 0 : below(5000));
    event[i] = next() < 0.4 ? entry[i] - 50 + below(5000) : NO_DAY;
    transplant[i] = next() < 0.3 ? entry[i] - 300 + below(4000) : NO_DAY;
    sex[i] = below(3) - 1;
    site[i] = below(3);
    const own = Array.from({length: below(5)}, () => entry[i] - 500 + below(20) * 200).sort((a, b) => a - b);
    day.push(...own);
    for (const _ of own) dose.push(next() < 0.1 ? 0 : next() * 30);
    ptr[i + 1] = day.length;
  }
  return {
    entry,
    exit,
    birth,
    event,
    by: {sex: {codes: sex, levels: ["F", "M"]}, site: {codes: site, levels: ["a", "b", "c"]}},
    status: {transplant},
    exposures: {ptr, day: Int32Array.from(day), dose: Float64Array.from(dose)}
  };
}

/** The persons of the rows given, as a cohort of their own. */
export function subset(persons: Required<PersonTime>, rows: readonly number[]): Required<PersonTime> {
  const take = (column: Int32Array) => Int32Array.from(rows, (i) => column[i]);
  const {ptr, day, dose} = persons.exposures;
  const exposures = rows.flatMap((i) => Array.from({length: ptr[i + 1] - ptr[i]}, (_, k) => ptr[i] + k));
  const ends = [0];
  for (const i of rows) ends.push(ends.at(-1)! + ptr[i + 1] - ptr[i]);
  return {
    entry: take(persons.entry),
    exit: take(persons.exit),
    birth: take(persons.birth),
    event: take(persons.event),
    by: Object.fromEntries(
      Object.entries(persons.by).map(([name, {codes, levels}]) => [name, {codes: take(codes), levels}])
    ),
    status: Object.fromEntries(Object.entries(persons.status).map(([name, column]) => [name, take(column)])),
    exposures: {
      ptr: Int32Array.from(ends),
      day: Int32Array.from(exposures, (k) => day[k]),
      dose: Float64Array.from(exposures, (k) => dose[k])
    }
  };
}
