import {type Axis, scaleAxis, statusAxis} from "./axis.js";
import type {Breaks} from "./breaks.js";
import {AGE_DAYS_TWICE, CASES, CellSums, DAYS, DOSE_DAYS, LAST_PERSON, PERSONS, WIDTH} from "./cellSums.js";
import type {Cells} from "./cells.js";
import {type DoseHistory, doseAxis} from "./doseAxis.js";
import {addProduct} from "./exactSum.js";
import {checkPersons, type PersonTime} from "./persons.js";
import {NEVER, originOf, type Scales, scalesOf} from "./scale.js";
import {sinceLastExposure} from "./sinceLastExposure.js";
import {walkPersons} from "./walkPersons.js";

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

/** Who wants to know of every piece of time that goes into a cell. */
export interface Visitor {
  /** `days` of a person from day `from` on, in the cell that `finish` says the place of. */
  visit: (cell: number, person: number, from: number, days: number) => void;
  /** Told at the end where each cell of `visit` stands in the table. */
  finish: (places: Int32Array) => void;
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
 * @param plain keeps to plain JavaScript, as a visitor does; the bits of all figures are the same.
 * @throws RangeError and TypeError as `checkPersons`, and when breaks do not ascend, two keys share a name,
 *   or the keys span more than 2³¹ − 1 cells.
 * Source: Clayton and Hills (1993), chapter 6; EPICURE DATAB.
 * Witness: by hand, day by day, and R (pyears, splitLexis, popEpi) in test/stats/persontime/tabulate.test.ts.
 */
export function tabulate(
  persons: PersonTime,
  tabulation: Tabulation = {},
  plain = false,
  visitor?: Visitor
): Cells {
  checkPersons(persons);
  const {entry, exit, birth, event} = persons;
  const n = entry.length;
  const fixed = Object.entries(persons.by ?? {}).map(([name, {codes, levels}]) => ({
    name,
    codes,
    labels: [...levels, "missing"]
  }));
  const {axes, exposed, slower, clock} = axesOf(persons, tabulation);
  const sums = new CellSums(distinct(clock ? [...fixed, ...axes, clock] : [...fixed, ...axes]));
  const axisStrides = sums.strides.slice(fixed.length);
  const simple = axes.length === slower.length + (exposed?.plain ? 1 : 0);
  const walked =
    simple && clock && !plain && !visitor
      ? walkPersons(
          persons,
          fixed.map(({codes, labels}, k) => ({
            codes,
            stride: sums.strides[k],
            missing: sums.strides[k] * (labels.length - 1)
          })),
          [
            ...slower.map((scale, k) => ({
              scale,
              stride: axisStrides[axes.length - slower.length + k]
            })),
            {scale: clock, stride: 1}
          ],
          exposed?.plain && {...exposed.plain, stride: axisStrides[0]},
          sums
        )
      : undefined;
  if (walked) return walked;
  const own = ownCells(fixed, sums.strides, n);
  // The scale that changes most is walked in the innermost loop, all other keys around it. Its stride is 1.
  const starts = Float64Array.of(...(clock?.starts ?? []), Infinity);
  const parts = Float64Array.from(clock?.codes ?? [0], (code) => (code < 0 ? OUTSIDE : code));
  const turns = new Float64Array(axes.length);
  let offDays = 0;
  let offCases = 0;

  for (let i = 0; i < n; ++i) {
    let from = entry[i];
    const last = exit[i];
    if (from === last) continue;
    const happens = event[i] > from && event[i] <= last ? event[i] : NEVER;
    const twiceBirth = 2 * birth[i];
    for (let k = 0; k < axes.length; ++k) turns[k] = axes[k].begin(i, from);
    const origin = originOf(clock, i);
    let at = 0;
    while (origin + starts[at] <= from) ++at;
    let next = origin + starts[at];
    let part = parts[at];

    while (from < last) {
      // A spell: no axis changes, only time runs.
      let spellEnd = last;
      let base = own[i];
      for (let k = 0; k < axes.length; ++k) {
        if (turns[k] < spellEnd) spellEnd = turns[k];
        const code = axes[k].code;
        base += code < 0 ? OUTSIDE : axisStrides[k] * code;
      }
      const dose = exposed === null ? 0 : exposed.value;
      while (from < spellEnd) {
        const to = next < spellEnd ? next : spellEnd;
        const days = to - from;
        const cases = happens <= to && happens > from ? 1 : 0;
        const cell = base + part;
        if (cell < 0) {
          offDays += days;
          offCases += cases;
        } else {
          const row = sums.at(cell);
          const data = sums.data;
          data[row + DAYS] += days;
          data[row + CASES] += cases;
          data[row + AGE_DAYS_TWICE] += (from + to - twiceBirth) * days;
          if (dose > 0) addProduct(data, row + DOSE_DAYS, dose, days);
          if (visitor) visitor.visit(row / WIDTH, i, from, days);
          if (data[row + LAST_PERSON] !== i + 1) {
            data[row + LAST_PERSON] = i + 1;
            ++data[row + PERSONS];
          }
        }
        if (next <= to) {
          // Breaks closer than a day round to one day: the classes between are never entered.
          do next = origin + starts[++at];
          while (next <= to);
          part = parts[at];
        }
        from = to;
      }
      for (let k = 0; k < axes.length; ++k) if (turns[k] <= from) turns[k] = axes[k].next();
    }
  }
  visitor?.finish(sums.places());
  return sums.cells({personDays: offDays, cases: offCases});
}

/** What a class outside the table adds to the number of the cell: it makes any sum negative. */
const OUTSIDE = -1099511627776;

/** What the fixed keys of each person add to the number of a cell. */
function ownCells(
  keys: readonly {codes: Int32Array; labels: readonly string[]}[],
  strides: readonly number[],
  n: number
): Int32Array {
  const own = new Int32Array(n);
  for (const [k, {codes, labels}] of keys.entries()) {
    const stride = strides[k];
    const missing = stride * (labels.length - 1);
    for (let i = 0; i < n; ++i) own[i] += codes[i] < 0 ? missing : stride * codes[i];
  }
  return own;
}

function axesOf(persons: PersonTime, {dose, count, scales = {}}: Tabulation) {
  const {birth, exposures} = persons;
  const axes: Axis[] = Object.entries(persons.status ?? {}).map(([name, day]) => statusAxis(name, day));
  const exposed = dose ? doseAxis("dose", dose.breaks, dose, exposures, birth) : null;
  if (exposed) axes.push(exposed);
  if (count) {
    const ones = exposures && {...exposures, dose: new Float64Array(exposures.day.length).fill(1)};
    axes.push(doseAxis("count", count, dose ?? {lagYears: 0}, ones, birth));
  }
  if (scales.sinceLastExposure) axes.push(sinceLastExposure(scales.sinceLastExposure, exposures));
  const slower = scalesOf(scales, persons);
  const clock = slower.pop();
  axes.push(...slower.map(scaleAxis));
  return {axes, exposed, slower, clock};
}

function distinct<K extends {name: string}>(keys: K[]): K[] {
  const twice = keys.find(({name}, k) => keys.findIndex((other) => other.name === name) !== k);
  if (twice) throw new RangeError(`keys must have names of their own; got ${twice.name} twice`);
  return keys;
}
