import {makeStudy, type Study, type TableName} from "../analyses/study.js";
import {realisationsSchema} from "../loaders/check/schemas.js";
import {openDoseRealisations} from "../loaders/extract/doseRealisations.js";
import type {TableFile} from "../loaders/extract/readTables.js";
import type {ExtractTable} from "../loaders/extract/table.js";
import type {Truth} from "../loaders/synthetic/truth.js";

/** What a study is made of: the bytes of a checked extract, and the text of its truth where it is synthetic. */
export interface StudySource {
  files: TableFile[];
  truth: string | null;
  /** Path of the realisations of doses that the extract ships. */
  realisations: string | null;
}

/** The study of tables that have been checked. */
export function studyOf(
  tables: Readonly<Record<string, ExtractTable>>,
  {truth, realisations}: Omit<StudySource, "files">
): Study {
  const read = (name: TableName) => {
    if (!tables[name]) throw new RangeError(`table must be one of the extract's; got ${name}`);
    return tables[name];
  };
  return makeStudy(read, truth === null ? null : (JSON.parse(truth) as Truth), () =>
    realisations === null
      ? null
      : openDoseRealisations(realisations, realisationsSchema, () => read("persons"))
  );
}
