/**
 * Measures the library beside its peers: `npm run bench [task…] [-- --sizes 10000,100000 --runs 3 --slow --out FILE]`.
 * Writes bench/result.json, which the site shows. Rows of other tasks, and of those left to `--slow`, stay when the
 * machine is the same.
 */
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {build} from "esbuild";
import {writeColumns} from "./columns.js";
import {describeHost, type Host} from "./host.js";
import {measure, type Row} from "./measure.js";
import type {Task} from "./task.js";
import {tasks} from "./tasks.js";

/** What bench/result.json holds. */
export interface BenchResult {
  host: Host;
  /** Day of the last run, ISO 8601. */
  measured: string;
  rows: Row[];
}

const root = fileURLToPath(new URL("..", import.meta.url));
const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    sizes: {type: "string"},
    runs: {type: "string", default: "3"},
    slow: {type: "boolean", default: false},
    out: {type: "string", default: join(root, "bench/result.json")}
  }
});
for (const name of positionals)
  if (!tasks.some((task) => task.name === name))
    throw new RangeError(`task must be one of ${tasks.map((task) => task.name).join(", ")}; got ${name}`);
const chosen = tasks.filter(({name}) => positionals.length === 0 || positionals.includes(name));
const packages = [...new Set(tasks.flatMap(({peers}) => peers.map(({name}) => name.split("::")[0])))];
const host = describeHost(packages);
if (!host.peers) console.error("R is not installed: the table will have our own column only.");

process.chdir(root);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const child = join(folder, "child.mjs");
try {
  await build({
    entryPoints: [join(root, "bench/child.ts")],
    outfile: child,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2022"
  });
  for (const task of chosen)
    for (const size of values.sizes?.split(",").map(Number) ?? task.sizes) {
      const data = join(folder, `${task.name}-${size}`);
      writeColumns(data, task.generate(size));
      const rows = measure(task, size, data, child, {runs: Number(values.runs), slow: values.slow});
      rmSync(data, {recursive: true});
      for (const row of rows) console.log(line(row, rows[0]));
      const wrong = rows.find(
        ({contender, digits}) => digits !== undefined && digits < needed(task, contender)
      );
      if (wrong) {
        process.exitCode = 1;
        console.error(
          `${wrong.contender} must agree to ${needed(task, wrong.contender)} digits; got ${wrong.digits}; not kept`
        );
      } else writeFileSync(values.out, printResult(merged(values.out, rows)));
    }
} finally {
  rmSync(folder, {recursive: true});
}

/** The rows of before that were not measured again, and the new ones, in the order of the tasks. */
function merged(path: string, rows: Row[]): BenchResult {
  const old: BenchResult | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  const key = ({task, size}: Row) => `${task} ${size}`;
  const again = new Set(rows.map(key));
  const before = old && JSON.stringify(old.host) === JSON.stringify(host) ? old.rows : [];
  const kept = before.filter((row) => !again.has(key(row)));
  // Figures of a contender that was left out this time are not lost.
  const fresh = rows.map((row) => {
    const same = before.find((other) => key(other) === key(row) && other.contender === row.contender);
    return row.runs === 0 && same && same.runs > 0 ? same : row;
  });
  const order = new Map(tasks.map(({name}, i) => [name, i]));
  const all = [...kept, ...fresh].sort((a, b) => order.get(a.task)! - order.get(b.task)! || a.size - b.size);
  return {host, measured: new Date().toISOString().slice(0, 10), rows: all};
}

/** Digits to which a contender must agree. */
function needed(task: Task, contender: string): number {
  return task.peers.find(({name}) => name === contender)?.digits ?? task.digits;
}

function printResult({host, measured, rows}: BenchResult): string {
  const head = JSON.stringify({host, measured}).slice(0, -1);
  return `${head},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`;
}

function line(row: Row, ours: Row): string {
  const label = `${row.task} ${row.size} ${row.contender}`.padEnd(52);
  if (row.missing !== undefined) return `${label} ${row.missing}`;
  const figure = (key: "whole" | "first" | "warm") => {
    const [value, own] = [row[key], ours[key]];
    if (value === undefined) return `${key} –`.padEnd(22);
    const ratio = row !== ours && own ? ` (${(value / own).toPrecision(2)}×)` : "";
    return `${key} ${value} ms${ratio}`.padEnd(26);
  };
  return `${label} ${figure("whole")} ${figure("first")} ${figure("warm")} ${Math.round(row.memory! / 2 ** 20)} MiB${
    row.digits === undefined ? "" : `, ${row.digits} digits`
  }`;
}
