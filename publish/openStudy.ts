import type {Study} from "../analyses/study.js";
import {checkExtract} from "../loaders/check/checkExtract.js";
import {checkShipped} from "../loaders/check/checkRealisations.js";
import type {Finding} from "../loaders/check/finding.js";
import {schemas} from "../loaders/check/schemas.js";
import {openTables} from "../loaders/extract/openTables.js";
import {type ExtractPin, readPin} from "../loaders/pin.js";
import {type StudySource, studyOf} from "./studyOf.js";

/** A checked extract: which it is, its tables, and what the checks found. */
export interface OpenedStudy {
  pin: ExtractPin;
  study: Study;
  /** What a worker makes the same study of. */
  source: StudySource;
  /** Warnings only: an error stops. */
  findings: Finding[];
}

/**
 * Opens the pinned extract: pulls what is missing, compares every file with its pinned SHA-256, checks every
 * table against the data dictionary. A damaged local file is made again where the extract is synthetic.
 *
 * @param root folder of the project.
 * @param onProgress told how many megabytes of how many a pull has brought, and of what.
 * @param pin another extract than the project's.
 * @throws Error, one line, when the pin, the pull, a hash or a check fails.
 * Witness: test/publish/openStudy.test.ts.
 */
export async function openStudy(
  root: string,
  onProgress: (done: number, total: number, what: string) => void = () => {},
  pin: ExtractPin = readPin(root)
): Promise<OpenedStudy> {
  const {tables, texts, files, realisations} = await openTables({root, pin, schemas, onProgress});
  const findings = [...checkShipped(realisations, tables), ...checkExtract(tables, schemas)];
  stopAtErrors(findings);
  const truth = pin.synthetic ? texts.truth || null : null;
  const source = {files, truth, realisations};
  return {pin, study: studyOf(tables, source), source, findings};
}

function stopAtErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({severity}) => severity === "error");
  if (errors.length === 0) return;
  const [{message, count, of}] = errors;
  const rows = of === 1 ? "" : ` (${count} of ${of} rows do not keep to it)`;
  const others = errors.length === 1 ? "" : `, and ${errors.length - 1} more kinds of error`;
  throw new RangeError(`${message}${rows}${others}: see harmonic extract check`);
}
