import {spawnSync} from "node:child_process";
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {basename, extname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** What became of one witness: its JSON changed or not, or the script failed and all is as it was. */
export interface Regenerated {
  name: string;
  outcome: "changed" | "unchanged" | "failed";
  message?: string;
}

interface Program {
  command: string;
  /** How to get it where it is missing. */
  get: string;
}

/** The programs that run a script, by its ending, and how to get them. */
const programs: Record<string, Program> = {
  ".R": {
    command: "Rscript",
    get: "install R 4.2 or later (Debian: apt-get install r-base-core r-cran-jsonlite)"
  },
  ".py": {command: "python3", get: "install Python 3 with mpmath (Debian: apt-get install python3-mpmath)"}
};

/**
 * Runs the scripts of a folder of witnesses, each of which writes the JSON of its own name, from the folder
 * `root`. A script that fails leaves that JSON as it was.
 *
 * @param names of the scripts, without ending; empty means all, R before Python.
 * @throws RangeError when a name has no script.
 */
export function regenerate(
  root: string,
  folder: string,
  names: readonly string[],
  commands = programs
): Regenerated[] {
  const scripts = readdirSync(join(root, folder))
    .filter((file) => extname(file) in commands)
    .sort((a, b) => (extname(a) === extname(b) ? (a < b ? -1 : 1) : extname(a) === ".R" ? -1 : 1));
  const known = scripts.map((file) => basename(file, extname(file)));
  for (const name of names)
    if (!known.includes(name)) throw new RangeError(`name must be one of ${known.join(", ")}; got ${name}`);
  return scripts
    .filter((_, i) => names.length === 0 || names.includes(known[i]))
    .map((file) => run(root, folder, file, commands[extname(file)]));
}

function run(root: string, folder: string, file: string, {command, get}: Program): Regenerated {
  const name = basename(file, extname(file));
  const json = join(root, folder, `${name}.json`);
  const before = existsSync(json) ? readFileSync(json, "utf8") : undefined;
  const {error, status, stderr} = spawnSync(command, [join(folder, file)], {cwd: root, encoding: "utf8"});
  if (!error && status === 0 && existsSync(json))
    return {name, outcome: readFileSync(json, "utf8") === before ? "unchanged" : "changed"};
  if (before === undefined) rmSync(json, {force: true});
  else writeFileSync(json, before);
  const message = error || status !== 0 ? reason(command, get, error, stderr) : `it must write ${name}.json`;
  return {name, outcome: "failed", message};
}

function reason(command: string, get: string, error: Error | undefined, stderr: string | null): string {
  if (error && "code" in error && error.code === "ENOENT") return `${command} is not found: ${get}`;
  const missing = /there is no package called .(\w[\w.]*)|No module named '(\w+)'/.exec(stderr ?? "");
  if (missing?.[1])
    return `R lacks the package ${missing[1]}: install.packages("${missing[1]}"), or r-cran-${missing[1].toLowerCase()} where Debian has it`;
  if (missing) return `Python lacks the module ${missing[2]}: ${get}`;
  return (error?.message ?? stderr ?? "").trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const done = regenerate(root, "test/oracle", process.argv.slice(2));
  for (const {name, outcome, message} of done)
    console.log(`${outcome.padEnd(9)} ${name}${message ? `\n  ${message}` : ""}`);
  if (done.some(({outcome}) => outcome === "failed")) process.exitCode = 1;
}
