import {chmodSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/** Gives the tests one temporary folder, in which theirs lie, and removes it with all of them at the end. */
export default function temporaryFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  // Other users pass through: munged of the tests on Slurm runs as one of its own.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, {recursive: true, force: true, maxRetries: 3});
}
