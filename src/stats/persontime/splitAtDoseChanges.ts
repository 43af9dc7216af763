import {type Axis, statusAxis} from "./axis.js";
import {type DoseHistory, doseAxis} from "./doseAxis.js";
import {checkPersons, type PersonTime} from "./persons.js";

/** Counting-process rows (tstart, tstop], in days since 1970-01-01, for a regression on time-dependent terms. */
export interface Split {
  /** Row of the person in the cohort. */
  person: Int32Array;
  tstart: Int32Array;
  tstop: Int32Array;
  /** 1 where the event comes at `tstop`. */
  event: Uint8Array;
  /** Dose that counts within the row, one column for each history. */
  dose: Record<string, Float64Array>;
  status: Record<string, Uint8Array>;
}

/**
 * Splits each person's time at changes of cumulative dose and status, and nowhere else: a change on day t
 * starts a row with tstart = t. A row ends at the event as well; time after it is kept in a further row.
 * Days less birth are attained age, days less entry time since entry.
 *
 * @param histories the doses wanted, such as `{marrow: {lagYears: 2}}`: lag, windows, and where it is not
 *   that of `exposures` the dose of each exposure. None splits at status alone.
 * @returns rows in the order of persons and of time; a person without time has none.
 * @throws RangeError and TypeError as `tabulate`; RangeError when a history's dose differs in length.
 * Witness: by hand, and dose·days and cases as tabulated, test/stats/persontime/splitAtDoseChanges.test.ts.
 */
export function splitAtDoseChanges(
  persons: PersonTime,
  histories: Record<string, DoseHistory & {dose?: Float64Array}> = {}
): Split {
  checkPersons(persons);
  const {entry, exit, birth, event, exposures, status = {}} = persons;
  const doses = Object.entries(histories).map(([name, history]) => {
    const own = exposures && {...exposures, dose: history.dose ?? exposures.dose};
    if (history.dose) checkPersons({...persons, by: {}, status: {}, exposures: own});
    return {name, axis: doseAxis(name, [0], history, own, birth)};
  });
  const flags = Object.entries(status).map(([name, day]) => ({name, axis: statusAxis(name, day)}));
  const axes: Axis[] = [...doses, ...flags].map(({axis}) => axis);
  const turns = new Float64Array(axes.length);

  /** One walk: counts rows, and writes them when there are columns to write to. */
  const walk = (rows: Split | null): number => {
    let row = 0;
    for (let i = 0; i < entry.length; ++i) {
      let from = entry[i];
      const last = exit[i];
      if (from === last) continue;
      for (let k = 0; k < axes.length; ++k) turns[k] = axes[k].begin(i, from);
      while (from < last) {
        let to = event[i] > from && event[i] < last ? event[i] : last;
        for (let k = 0; k < axes.length; ++k) if (turns[k] < to) to = turns[k];
        if (rows) {
          rows.person[row] = i;
          rows.tstart[row] = from;
          rows.tstop[row] = to;
          rows.event[row] = event[i] === to ? 1 : 0;
          for (const {name, axis} of doses) rows.dose[name][row] = axis.value;
          for (const {name, axis} of flags) rows.status[name][row] = axis.code;
        }
        ++row;
        for (let k = 0; k < axes.length; ++k) if (turns[k] <= to) turns[k] = axes[k].next();
        from = to;
      }
    }
    return row;
  };
  const size = walk(null);
  const rows: Split = {
    person: new Int32Array(size),
    tstart: new Int32Array(size),
    tstop: new Int32Array(size),
    event: new Uint8Array(size),
    dose: Object.fromEntries(doses.map(({name}) => [name, new Float64Array(size)])),
    status: Object.fromEntries(flags.map(({name}) => [name, new Uint8Array(size)]))
  };
  walk(rows);
  return rows;
}
