import {spawn} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {extractDirectory} from "../../loaders/extract/extractDirectory.js";
import {parseLocation} from "../../loaders/extract/location.js";
import {type ExtractPin, pinVariable} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";

/** What a computation in a tree gave. */
export interface TreeRun {
  reports: Report[];
  /** Why analyses failed, by their id. */
  failures: Map<string, string>;
}

/**
 * Computes analyses from a pinned extract by the code in a tree, in a process of its own, from scratch.
 * @throws Error with what the process said when it could not run at all.
 */
export async function runTree(
  directory: string,
  {
    pin,
    ids,
    onProgress = () => {}
  }: {
    pin: ExtractPin;
    ids: readonly string[];
    onProgress?: (done: number, total: number, what: string) => void;
  }
): Promise<TreeRun> {
  const file = join(directory, ".harmonic", "pin.json");
  const location =
    parseLocation(pin.location).kind === "folder" ? extractDirectory(directory, pin) : pin.location;
  writeFileSync(file, JSON.stringify({...pin, location}));
  const {out, said, code} = await start(directory, file, ids, onProgress);
  const full = /\b(ENOSPC|EDQUOT)\b/.exec(`${out}\n${said}`)?.[1];
  if (full) throw new Error(`disk must have room in ${dirname(directory)} to compute in; got ${full}`);
  const failures = new Map(
    [...out.matchAll(/^failed\s+(\S+): (.*)$/gm)].map(([, id, why]) => [id, why] as const)
  );
  const reports = ids.flatMap((id) => {
    const path = join(directory, "src", "results", `${id}.json`);
    return existsSync(path) && !failures.has(id) ? [JSON.parse(readFileSync(path, "utf8")) as Report] : [];
  });
  if (reports.length === 0 && failures.size === 0)
    throw new Error(`the computation must end; got code ${code}: ${lastLine(said)}`);
  return {reports, failures};
}

function start(
  directory: string,
  pin: string,
  ids: readonly string[],
  onProgress: (done: number, total: number, what: string) => void
): Promise<{out: string; said: string; code: number | null}> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(directory, "cli", "harmonic.js"), "run", ...ids], {
      cwd: directory,
      env: {...process.env, [pinVariable]: pin, NO_COLOR: "1", FORCE_COLOR: "0"},
      stdio: ["ignore", "pipe", "pipe"]
    });
    let [out, said] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      for (const [, done, total, what] of text.matchAll(/^analyses (\d+)\/(\d+) (.*)$/gm))
        onProgress(Number(done), Number(total), what);
    });
    const stop = () => child.kill("SIGKILL");
    process.prependListener("exit", stop);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", stop);
      resolve({out, said, code});
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
