import {daysPerYear} from "./daysPerYear.js";
import {checkPersons, type PersonTime} from "./persons.js";

/** Persons with time at risk, their time, and their events. */
export interface PersonYears {
  persons: number;
  personDays: number;
  pyr: number;
  cases: number;
}

/**
 * Totals of a cohort without a table: Σ (exit − entry) / 365.25, and events with entry < event ≤ exit.
 * A person whose exit is the entry has no time and is not counted; an empty cohort gives zeros.
 * @throws RangeError as `checkPersons`. Witness: the total of any table, test/stats/persontime/personYears.test.ts.
 */
export function personYears(persons: PersonTime): PersonYears {
  checkPersons(persons);
  const {entry, exit, event} = persons;
  const totals = {persons: 0, personDays: 0, cases: 0};
  for (let i = 0; i < entry.length; ++i) {
    if (exit[i] > entry[i]) ++totals.persons;
    totals.personDays += exit[i] - entry[i];
    if (event[i] > entry[i] && event[i] <= exit[i]) ++totals.cases;
  }
  return {...totals, pyr: totals.personDays / daysPerYear};
}
