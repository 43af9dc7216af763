import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Witness} from "./witness.js";

/** A comparison that was made: what was compared, how many figures, and to how many digits the worst agreed. */
export interface Comparison extends Witness {
  agreed: number;
  figures: number;
}

/**
 * The comparisons of a test run as the record keeps them: one a subject (the worst of those that were made
 * more than once, their figures added), digits to one decimal, the worst agreement first.
 * @param lines what `expectAgreement` wrote, JSON lines in any order.
 */
export function validationRecord(lines: string): Comparison[] {
  const merged = new Map<string, Comparison>();
  for (const line of lines.split("\n").filter(Boolean)) {
    const {estimator, figure, peer, data, digits, because, agreed, figures} = JSON.parse(line) as Comparison;
    const key = subject({estimator, figure, peer, data, digits});
    const before = merged.get(key);
    const reasons = [because, before?.because].filter((reason) => reason !== undefined).sort();
    merged.set(key, {
      estimator,
      figure,
      peer,
      data,
      digits,
      agreed: Math.min(Math.floor(10 * agreed) / 10, before?.agreed ?? 16),
      figures: figures + (before?.figures ?? 0),
      ...(reasons.length > 0 && {because: reasons[0]})
    });
  }
  return [...merged.values()].sort(
    (a, b) => a.agreed - b.agreed || (subject(a) < subject(b) ? -1 : subject(a) > subject(b) ? 1 : 0)
  );
}

/** The record as it is committed: one comparison a line, so that a change shows as one. */
export function printRecord(record: readonly Comparison[]): string {
  return `[\n${record.map((comparison) => JSON.stringify(comparison)).join(",\n")}\n]\n`;
}

/** What a record holds and the other does not, a line each; empty when they are the same. */
export function differences(committed: readonly Comparison[], made: readonly Comparison[]): string[] {
  const lines = (record: readonly Comparison[]) =>
    new Map(record.map((c) => [subject(c), JSON.stringify(c)]));
  const [old, now] = [lines(committed), lines(made)];
  return [
    ...[...old.keys()].filter((key) => !now.has(key)).map((key) => `no longer compared: ${key}`),
    ...[...now.keys()].filter((key) => !old.has(key)).map((key) => `not in the record: ${key}`),
    ...[...now]
      .filter(([key, line]) => old.has(key) && old.get(key) !== line)
      .map(([key]) => `changed: ${key}`)
  ];
}

function subject({estimator, figure, peer, data, digits}: Omit<Witness, "because">): string {
  return [estimator, figure, data, peer, digits].join(" · ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const path = join(root, "data/validation.json");
  const folder = mkdtempSync(join(tmpdir(), "validation-"));
  const witnesses = join(folder, "witnesses.jsonl");
  writeFileSync(witnesses, "");
  const {status} = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "test/stats", "test/fit"],
    {
      cwd: root,
      stdio: "inherit",
      env: {...process.env, HARMONIC_WITNESSES: witnesses}
    }
  );
  const record = validationRecord(readFileSync(witnesses, "utf8"));
  rmSync(folder, {recursive: true});
  if (status !== 0) {
    console.error("The tests failed; data/validation.json is left as it was.");
    process.exitCode = 1;
  } else if (process.argv.includes("--check")) {
    const changes = differences(JSON.parse(readFileSync(path, "utf8")), record);
    for (const line of changes) console.error(line);
    if (changes.length > 0) {
      console.error("data/validation.json must be what the tests compare: npm run validation");
      process.exitCode = 1;
    }
  } else {
    writeFileSync(path, printRecord(record));
    const unexplained = record.filter(({digits, because}) => digits < 8 && because === undefined);
    for (const comparison of unexplained)
      console.error(`fewer than 8 digits, and no reason: ${subject(comparison)}`);
    console.log(
      `${record.length} comparisons, ${record.reduce((n, c) => n + c.figures, 0)} figures: data/validation.json`
    );
  }
}
