import {spawnSync} from "node:child_process";
import type {Peer, Task} from "./task.js";

/** One contender of a task at one size. Milliseconds are medians over `runs` fresh processes. */
export interface Row {
  task: string;
  title: string;
  size: number;
  /** "harmonic", or the peer's name. */
  contender: string;
  runs: number;
  /** The whole process: starting, reading the data, one call. */
  whole?: number;
  /** The first call in the process, from columns in memory. */
  first?: number;
  /** Later calls in one process; absent when the first took more than two seconds. */
  warm?: number;
  /** Peak resident bytes of the process with one call. */
  memory?: number;
  /** Digits to which its numbers agree with ours; absent for ourselves. */
  digits?: number;
  /** Why there are no figures. */
  missing?: string;
}

/** How a contender is started; the folder of data and the number of calls are appended. */
interface Contender {
  name: string;
  command: string;
  args: string[];
}

interface Reading {
  whole: number;
  inside: number[];
  check: number[];
  memory: number;
}

/** A contender is not run again once its runs have taken so long. */
const enoughTime = 5000;
/** Later calls are not waited for where the first takes longer. */
const longCall = 2000;

/**
 * Runs ourselves and each peer in turn, again and again in fresh processes, so that what else the machine
 * does falls on all of them; then each once with several calls. One that has taken long enough is left at the runs it has.
 */
export function measure(
  task: Task,
  size: number,
  folder: string,
  child: string,
  {runs, slow}: {runs: number; slow: boolean}
): Row[] {
  const leftOut = ({largest = Infinity, slowFrom = Infinity}: Peer) => {
    if (size > largest) return `not above ${largest}`;
    return size >= slowFrom && !slow ? "takes a minute or more; not run" : undefined;
  };
  const contenders: Contender[] = [
    {name: "harmonic", command: process.execPath, args: [child, task.name]},
    ...task.peers
      .filter((peer) => leftOut(peer) === undefined)
      .map(({name, script}) => ({name, command: "Rscript", args: [`bench/peers/${script}`]}))
  ];
  const readings = new Map<string, Reading[]>(contenders.map(({name}) => [name, []]));
  const missing = new Map<string, string>();
  for (let run = 0; run < runs; ++run)
    for (const contender of contenders) {
      const done = readings.get(contender.name)!;
      const spent = done.reduce((sum, {whole}) => sum + whole, 0);
      if (missing.has(contender.name) || spent > enoughTime) continue;
      const reading = start(contender, folder, 1);
      if (typeof reading === "string") missing.set(contender.name, reading);
      else done.push(reading);
    }
  const ours = readings.get("harmonic")![0];
  const rows = contenders.map((contender): Row => {
    const {name} = contender;
    const row = {task: task.name, title: task.title, size, contender: name, runs: readings.get(name)!.length};
    const reason = missing.get(name);
    if (reason !== undefined) return {...row, missing: reason};
    const own = readings.get(name)!;
    const first = median(own.map(({inside}) => inside[0]));
    const again = first > longCall ? undefined : start(contender, folder, 1 + warmCalls(first));
    return {
      ...row,
      whole: round(median(own.map(({whole}) => whole))),
      first: round(first),
      ...(typeof again === "object" && {warm: round(median(again.inside.slice(1)))}),
      memory: median(own.map(({memory}) => memory)),
      ...(name !== "harmonic" && ours && {digits: agreement(ours.check, own[0].check)})
    };
  });
  for (const peer of task.peers) {
    const missing = leftOut(peer);
    if (missing !== undefined)
      rows.push({task: task.name, title: task.title, size, contender: peer.name, runs: 0, missing});
  }
  return rows;
}

function warmCalls(first: number): number {
  return Math.max(1, Math.min(50, Math.floor(2000 / first)));
}

/**
 * A reading, or why there is none: R or one of its packages is not installed, or the peer gave up.
 * @throws Error when we do not end well ourselves.
 */
function start({command, args}: Contender, folder: string, repeats: number): Reading | string {
  const began = performance.now();
  const {error, status, stdout, stderr} = spawnSync(command, [...args, folder, String(repeats)], {
    encoding: "utf8",
    maxBuffer: 2 ** 28
  });
  const whole = performance.now() - began;
  if (error && "code" in error && error.code === "ENOENT") return `${command} is not installed`;
  const lacking = /there is no package called .(\w[\w.]*)/.exec(stderr ?? "");
  if (lacking) return `R lacks the package ${lacking[1]}`;
  if (error || status !== 0) {
    const reason = error?.message ?? (stderr ?? "").trim();
    if (command === process.execPath) throw new Error(`${args.at(-1)} must end well; got ${reason}`);
    return `ended with an error: ${reason.split("\n").at(-1)}`;
  }
  return {whole, ...JSON.parse(stdout.trim().split("\n").at(-1)!)};
}

/** The fewest digits to which two lists of numbers agree, as far as both go. */
function agreement(ours: readonly number[], theirs: readonly number[]): number {
  const digits = theirs
    .slice(0, ours.length)
    .map((value, i) =>
      value === ours[i] ? 16 : Math.min(16, -Math.log10(Math.abs(ours[i] - value) / Math.abs(value || 1)))
    );
  return Math.floor(10 * Math.min(...digits)) / 10;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** To three digits, which is more than a clock on a shared machine can say. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
