/**
 * Times the reading of 1,000,000 rows × 30 columns from an Arrow file on the disk to typed columns.
 * `npx tsx bench/readExtract.ts` makes the file, reads it in a process of its own, and prints the seconds.
 */
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {tableToIPC} from "apache-arrow";
import {readTable} from "../loaders/extract/readTable.js";
import {
  type Column,
  category,
  days,
  flags,
  integers,
  numbers,
  tableOf,
  texts
} from "../loaders/synthetic/columns.js";

const rows = 1_000_000;
const self = fileURLToPath(import.meta.url);

function makeFile(path: string): void {
  const row = Int32Array.from({length: rows}, (_, i) => i);
  const column = <T>(from: number, to: number, make: (k: number) => T): T[] =>
    Array.from({length: to - from}, (_, k) => make(from + k));
  const columns: Column[] = [
    texts(
      "id",
      Array.from(row, (i) => (1e8 + i).toString(36).padStart(9, "0"))
    ),
    ...column(1, 8, (k) =>
      category(
        `c${k}`,
        row.map((i) => (i * k) % 9),
        ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
      )
    ),
    ...column(8, 13, (k) =>
      days(
        `d${k}`,
        row.map((i) => (i * k) % 20_000),
        true
      )
    ),
    ...column(13, 24, (k) =>
      numbers(
        `x${k}`,
        Float64Array.from(row, (i) => i / k)
      )
    ),
    ...column(24, 27, (k) =>
      numbers(
        `n${k}`,
        Float64Array.from(row, (i) => (i % k === 0 ? Number.NaN : i)),
        true
      )
    ),
    ...column(27, 29, (k) =>
      integers(
        `i${k}`,
        row.map((i) => i % k),
        true
      )
    ),
    flags(
      "f29",
      row.map((i) => i % 2)
    )
  ];
  writeFileSync(path, tableToIPC(tableOf(columns), "file"));
}

function read(path: string): void {
  const started = performance.now();
  const bytes = readFileSync(path);
  const fromDisk = performance.now();
  const table = readTable(bytes, "bench.arrow");
  for (const {name, kind, arrowType} of table.columns) {
    if (kind === "date") table.days(name);
    else if (arrowType.startsWith("Dictionary")) table.factor(name);
    else if (kind === "text") table.texts(name);
    else table.numbers(name);
  }
  const ended = performance.now();
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`;
  process.stdout.write(
    `${table.rows} rows × ${table.columns.length} columns, ${(bytes.length / 1e6).toFixed(0)} MB: ` +
      `file ${seconds(started, fromDisk)}, columns ${seconds(fromDisk, ended)}, all ${seconds(started, ended)}; ` +
      `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB\n`
  );
}

if (process.argv[2]) read(process.argv[2]);
else {
  const directory = mkdtempSync(join(tmpdir(), "harmonic-bench-"));
  try {
    const path = join(directory, "bench.arrow");
    makeFile(path);
    for (let k = 0; k < 3; ++k)
      execFileSync(process.execPath, ["--import", "tsx", self, path], {stdio: "inherit"});
  } finally {
    rmSync(directory, {recursive: true});
  }
}
