import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Table, tableToIPC} from "apache-arrow";
import {biomarkersTable} from "./biomarkers.js";
import {addCardiacCancers} from "./cardiacCancers.js";
import {addEventsAfterExit, soilProcedures} from "./dirt.js";
import {addDeaths, eventsTable, type Happenings} from "./events.js";
import {addLateEffects} from "./lateEffects.js";
import {makePersons, personsTable} from "./persons.js";
import {makeProcedures, proceduresTable} from "./procedures.js";
import {ratesTable} from "./rates.js";
import {makeTreatments, treatmentsTable} from "./treatments.js";
import {type Truth, tellTruth} from "./truth.js";
import {makeVisits} from "./visits.js";

/** Which extract to make: the master seed, and the numbers of children (the real study's, if not said). */
export interface SyntheticExtract {
  seed: number;
  cardiac?: number;
  radiotherapy?: number;
}

/** The names of the extract's tables, in the order in which they are made. */
export const tableNames = ["persons", "procedures", "treatments", "events", "biomarkers", "rates"] as const;

/**
 * Makes the synthetic extract: no child of it ever lived. The same seed and numbers give the same bytes on
 * every machine: all random draws come from streams of (seed, task, block of children), all elementary
 * functions from the library's portable ones.
 *
 * @throws RangeError when a number of children is not a positive integer, or the seed not an integer.
 * Witness: test/loaders/synthetic (bytes, calibration to the published figures, the truth recovered).
 */
export function generateExtract({seed, cardiac = 100_000, radiotherapy = 2_700}: SyntheticExtract): {
  tables: Record<(typeof tableNames)[number], Table>;
  truth: Truth;
} {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer; got ${seed}`);
  for (const [name, count] of Object.entries({cardiac, radiotherapy}))
    if (!(Number.isInteger(count) && count > 0))
      throw new RangeError(`${name} must be a positive integer; got ${count}`);
  const children = makePersons(seed, cardiac, radiotherapy);
  const visits = makeVisits(seed, children);
  const clean = makeProcedures(seed, children, visits);
  const treatments = makeTreatments(seed, children);
  const happenings: Happenings = {child: [], day: [], group: []};
  addDeaths(children, happenings);
  addCardiacCancers(seed, children, clean, happenings);
  addLateEffects(seed, children, treatments, happenings);
  const eventsAfterExit = addEventsAfterExit(seed, children, happenings);
  const {procedures, dirt} = soilProcedures(seed, clean);
  return {
    tables: {
      persons: personsTable(children),
      procedures: proceduresTable(children, procedures),
      treatments: treatmentsTable(children, treatments),
      events: eventsTable(seed, children, happenings),
      biomarkers: biomarkersTable(seed, children, treatments),
      rates: ratesTable()
    },
    truth: tellTruth({seed, cardiac, radiotherapy}, {...dirt, eventsAfterExit})
  };
}

/** The extract as files: name and bytes of each, the tables as Arrow IPC files without compression. */
export function extractFiles(
  extract: SyntheticExtract
): {name: string; file: string; rows?: number; bytes: Uint8Array}[] {
  const {tables, truth} = generateExtract(extract);
  return [
    ...tableNames.map((name) => ({
      name,
      file: `${name}.arrow`,
      rows: tables[name].numRows,
      bytes: tableToIPC(tables[name], "file")
    })),
    {
      name: "truth",
      file: "truth.json",
      bytes: new TextEncoder().encode(`${JSON.stringify(truth, null, 2)}\n`)
    }
  ];
}

/** Makes the extract and writes its files into the directory, which is made if there is none. */
export function writeExtract(directory: string, extract: SyntheticExtract): void {
  mkdirSync(directory, {recursive: true});
  for (const {file, bytes} of extractFiles(extract)) writeFileSync(join(directory, file), bytes);
}
