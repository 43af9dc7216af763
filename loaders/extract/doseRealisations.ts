import {closeSync, openSync} from "node:fs";
import {basename} from "node:path";
import type {TableSchema} from "../check/tableSchema.js";
import {arrowBatches} from "./arrowBatches.js";
import {withDaysFromBirth} from "./daysFromBirth.js";
import {readTable} from "./readTable.js";
import type {ExtractTable} from "./table.js";

/** The table's name in the data dictionary and in pins, and of its file. */
export const realisationsTable = "dose_realisations";

/** Realisations of the procedures' doses as an extract ships them: a file of record batches, one a realisation. */
export interface DoseRealisations {
  count: number;
  file: string;
  /** The rows of realisation 0 … count − 1: child, date, class and the dose to each organ. */
  table(realisation: number): ExtractTable;
  close(): void;
}

/**
 * Opens a file of dose realisations. One realisation is read at a time, from its place in the file; days from birth
 * are made dates as in other tables.
 * @throws TypeError as `arrowBatches` and `readTable`; RangeError when a realisation is asked for that the file has not.
 * Witness: apache-arrow's writer, test/loaders/extract/doseRealisations.test.ts.
 */
export function openDoseRealisations(
  path: string,
  schema: TableSchema,
  persons: () => ExtractTable
): DoseRealisations {
  const file = basename(path);
  const handle = openSync(path, "r");
  try {
    const {count, bytes} = arrowBatches(handle, file);
    return {
      count,
      file,
      table(realisation) {
        if (!(realisation >= 0 && realisation < count))
          throw new RangeError(`realisation must be one of the ${count} of ${file}; got ${realisation}`);
        return withDaysFromBirth(readTable(bytes(realisation), file), schema, persons);
      },
      close: () => closeSync(handle)
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}
