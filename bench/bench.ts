/**
 * Measures the library beside its peers and writes bench/result.json, which the site shows: `npm run bench -- --help`.
 * Rows of other tasks, and of those left to `--slow`, stay when the machine is the same.
 */
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {Argument} from "commander";
import {build} from "esbuild";
import {benchmark, positive} from "./benchmark.js";
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
const names = tasks.map(({name}) => name);
const command = benchmark(
  "bench",
  "Measure the library beside its peers, which need R. Figures go into bench/result.json."
)
  .addArgument(new Argument("[tasks...]", "what to measure; all where none is named").choices(names))
  .option("--sizes <n,…>", "numbers of rows, instead of each task's own", (text) =>
    text.split(",").map(positive)
  )
  .option("--runs <n>", "fresh processes of each program", positive, 3)
  .option("--slow", "run peers that take a minute or more, too", false)
  .option("--out <file>", "where figures go", join(root, "bench/result.json"))
  .parse();
const positionals = command.args;
const values = command.opts<{sizes?: number[]; runs: number; slow: boolean; out: string}>();
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
    for (const size of values.sizes ?? task.sizes) {
      const data = join(folder, `${task.name}-${size}`);
      writeColumns(data, task.generate(size));
      const rows = measure(task, size, data, child, {runs: values.runs, slow: values.slow});
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
  const before = old && isSame(old.host, host) ? old.rows : [];
  const kept = before.filter((row) => !again.has(key(row)));
  // Figures of a contender that was left out this time are not lost.
  const fresh = rows.map((row) => {
    const same = before.find((other) => key(other) === key(row) && other.contender === row.contender);
    return row.runs === 0 && same && same.runs > 0 ? same : row;
  });
  const order = new Map(tasks.map(({name}, i) => [name, i]));
  const all = [...kept, ...fresh].sort((a, b) => order.get(a.task)! - order.get(b.task)! || a.size - b.size);
  // Packages that are not found this time were there when the rows that stay were measured.
  const peers = before.length > 0 ? {...old!.host.peers, ...host.peers} : host.peers;
  return {host: {...host, ...(peers && {peers})}, measured: new Date().toISOString().slice(0, 10), rows: all};
}

/** Whether two hosts are one machine whose programs have the same versions, as far as both have them. */
function isSame({peers: before = {}, ...machine}: Host, {peers: now = {}, ...other}: Host): boolean {
  const changed = Object.entries(now).some(([name, version]) => (before[name] ?? version) !== version);
  return !changed && JSON.stringify(machine) === JSON.stringify(other);
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
