import {NO_DAY} from "../cohort/factor.js";
import {type Axis, statusAxis} from "./axis.js";
import type {Breaks} from "./breaks.js";
import {AGE_DAYS_TWICE, CASES, CellSums, DAYS, DOSE_DAYS, LAST_PERSON, PERSONS} from "./cellSums.js";
import type {Cells} from "./cells.js";
import {type DoseHistory, doseAxis} from "./doseAxis.js";
import {addProduct} from "./exactSum.js";
import {checkPersons, type PersonTime} from "./persons.js";
import {NEVER, type Scales, scalesOf} from "./scale.js";
import {sinceLastExposure} from "./sinceLastExposure.js";

export type {Cells} from "./cells.js";
export type {PersonTime} from "./persons.js";

/** The axes of a table. Breaks are lower edges; the last class is open unless they say `until`. */
export interface Tabulation {
  scales?: Scales;
  /** Classes of the cumulative dose, in the unit of the exposures. */
  dose?: DoseHistory & {breaks: Breaks};
  /** Classes of the number of exposures that count, by the same lag and windows as the dose. */
  count?: Breaks;
}

/**
 * Tabulates events and person-time by scales, fixed and time-dependent keys and cumulative dose, in one walk
 * through each person's changes: no split data are kept, memory grows with the cells that occur.
 *
 *   pyr(cell) = Σ days in the cell / 365.25;  doseMean(cell) = Σ dose·days / Σ days
 *
 * Time is whole days, so that person-days are exact and no figure depends on the order of persons. A
 * person is at risk in (entry, exit]: a change on day t divides t | t + 1, so an event on the day of a
 * change belongs to the class before it, as in survival's (tstart, tstop], `pyears` and `Lexis`. Classes
 * of age and time since begin years × 365.25 after their origin, rounded to the day (Epi and `pyears` do
 * not round); classes of calendar years on 1 January.
 *
 * Keys are, slowest first: those of `by` (with a class "missing"), of `status`, `dose`, `count`,
 * `sinceLastExposure`, `sinceFirstExposure`, `sinceEntry`, `year`, `age`. Time and cases outside a scale's
 * classes are counted in `offTable`; with no key at all the table has one cell. An empty cohort gives an
 * empty table.
 *
 * @throws RangeError and TypeError as `checkPersons`, and when breaks do not ascend, two keys share a name,
 *   or the keys span more than 2³¹ − 1 cells.
 * Source: Clayton and Hills (1993), chapter 6; EPICURE DATAB.
 * Witness: by hand, day by day, and R (pyears, splitLexis, popEpi) in test/stats/persontime/tabulate.test.ts.
 */
export function tabulate(persons: PersonTime, tabulation: Tabulation = {}): Cells {
  checkPersons(persons);
  const {entry, exit, birth, event} = persons;
  const n = entry.length;
  const {axes, exposed} = axesOf(persons, tabulation);
  const scales = scalesOf(tabulation.scales ?? {}, persons);
  const fixed = Object.entries(persons.by ?? {}).map(([name, {codes, levels}]) => ({
    name,
    codes,
    labels: [...levels, "missing"]
  }));
  const sums = new CellSums(distinct([...fixed, ...axes, ...scales]));
  const axisStrides = sums.strides.slice(fixed.length);
  const scaleStrides = sums.strides.slice(fixed.length + axes.length);
  const starts = scales.map((scale) => scale.starts);
  const origins = scales.map((scale) => scale.origin);
  const parts = scales.map(({codes}, s) => codes.map((code) => (code < 0 ? -1 : code * scaleStrides[s])));
  const scaleCount = scales.length;
  const origin = new Float64Array(scaleCount);
  const passed = new Int32Array(scaleCount);
  const next = new Int32Array(scaleCount);
  const turns = new Int32Array(axes.length);
  let data = sums.data;
  let offDays = 0;
  let offCases = 0;

  for (let i = 0; i < n; ++i) {
    let from = entry[i];
    const last = exit[i];
    if (from === last) continue;
    const happens = event[i] > from && event[i] <= last ? event[i] : NEVER;
    const twiceBirth = 2 * birth[i];
    let own = 0;
    for (let k = 0; k < fixed.length; ++k) {
      const code = fixed[k].codes[i];
      own += sums.strides[k] * (code < 0 ? fixed[k].labels.length - 1 : code);
    }
    // Cell number contributed by the scales, and how many of them are outside the table.
    let cell = 0;
    let outside = 0;
    for (let s = 0; s < scaleCount; ++s) {
      const zero = origins[s] === null ? 0 : origins[s]![i];
      origin[s] = zero;
      const scaleStarts = starts[s];
      let p = 0;
      if (zero !== NO_DAY) while (p < scaleStarts.length && zero + scaleStarts[p] <= from) ++p;
      passed[s] = p;
      next[s] = zero !== NO_DAY && p < scaleStarts.length ? zero + scaleStarts[p] : NEVER;
      if (parts[s][p] < 0) ++outside;
      else cell += parts[s][p];
    }
    for (let k = 0; k < axes.length; ++k) turns[k] = axes[k].begin(i, from);

    while (from < last) {
      // A spell: no axis changes, only time runs on the scales.
      let spellEnd = last;
      let base = own;
      let axesOutside = 0;
      for (let k = 0; k < axes.length; ++k) {
        if (turns[k] < spellEnd) spellEnd = turns[k];
        const code = axes[k].code;
        if (code < 0) ++axesOutside;
        else base += axisStrides[k] * code;
      }
      const dose = exposed === null ? 0 : exposed.value;
      while (from < spellEnd) {
        let to = spellEnd;
        for (let s = 0; s < scaleCount; ++s) if (next[s] < to) to = next[s];
        const days = to - from;
        const cases = happens <= to && happens > from ? 1 : 0;
        if (outside + axesOutside > 0) {
          offDays += days;
          offCases += cases;
        } else {
          const at = sums.at(base + cell);
          data = sums.data;
          data[at + DAYS] += days;
          data[at + CASES] += cases;
          data[at + AGE_DAYS_TWICE] += (from + to - twiceBirth) * days;
          if (dose > 0) addProduct(data, at + DOSE_DAYS, dose, days);
          if (data[at + LAST_PERSON] !== i + 1) {
            data[at + LAST_PERSON] = i + 1;
            ++data[at + PERSONS];
          }
        }
        for (let s = 0; s < scaleCount; ++s) {
          if (next[s] > to) continue;
          const scaleStarts = starts[s];
          const old = parts[s][passed[s]];
          let p = passed[s] + 1;
          // Breaks closer than a day round to one day: the classes between are never entered.
          while (p < scaleStarts.length && origin[s] + scaleStarts[p] <= to) ++p;
          passed[s] = p;
          next[s] = p < scaleStarts.length ? origin[s] + scaleStarts[p] : NEVER;
          const part = parts[s][p];
          if (old < 0) --outside;
          else cell -= old;
          if (part < 0) ++outside;
          else cell += part;
        }
        from = to;
      }
      for (let k = 0; k < axes.length; ++k) if (turns[k] <= from) turns[k] = axes[k].next();
    }
  }
  return sums.cells({personDays: offDays, cases: offCases});
}

function axesOf(persons: PersonTime, {dose, count, scales}: Tabulation) {
  const {birth, exposures} = persons;
  const axes: Axis[] = Object.entries(persons.status ?? {}).map(([name, day]) => statusAxis(name, day));
  const exposed = dose ? doseAxis("dose", dose.breaks, dose, exposures, birth) : null;
  if (exposed) axes.push(exposed);
  if (count) {
    const ones = exposures && {...exposures, dose: new Float64Array(exposures.day.length).fill(1)};
    axes.push(doseAxis("count", count, dose ?? {lagYears: 0}, ones, birth));
  }
  if (scales?.sinceLastExposure) axes.push(sinceLastExposure(scales.sinceLastExposure, exposures));
  return {axes, exposed};
}

function distinct<K extends {name: string}>(keys: K[]): K[] {
  const twice = keys.find(({name}, k) => keys.findIndex((other) => other.name === name) !== k);
  if (twice) throw new RangeError(`keys must have names of their own; got ${twice.name} twice`);
  return keys;
}
