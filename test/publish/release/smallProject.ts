import {execFileSync, spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {pinFolder} from "../../../loaders/pinFolder.js";
import {writeExtract} from "../../../loaders/synthetic/generate.js";
import {families} from "../../../publish/discover.js";
import {copyProject} from "../../../publish/release/copyProject.js";

const project = fileURLToPath(new URL("../../..", import.meta.url));

/** A copy of this project with analyses of a test's own and a small extract, to run commands in. */
export interface SmallProject {
  root: string;
  write(file: string, text: string): void;
  edit(file: string, from: string, to: string): void;
  /** Makes an extract of so many children and pins it; the commands use it from then on. */
  extract(version: string, cardiac: number): void;
  /** Commits everything. */
  commit(): string;
  harmonic(
    words: readonly string[],
    variables?: NodeJS.ProcessEnv,
    /** The command that runs Node; this process's own, if not said. */
    node?: readonly string[]
  ): {code: number | null; out: string; err: string};
  environment(variables?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
  remove(): void;
}

/** Makes a small project of the analyses given by their ids. */
export function smallProject(analyses: Readonly<Record<string, string>>): SmallProject {
  const folder = mkdtempSync(join(tmpdir(), "harmonic-small-"));
  const root = join(folder, "project");
  const pin = join(folder, "extract.json");
  mkdirSync(root);
  copyProject(project, root);
  for (const family of families) rmSync(join(root, "analyses", family), {recursive: true, force: true});
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), text);
  };
  for (const [id, text] of Object.entries(analyses)) write(`analyses/${id}.ts`, text);
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...words], {
      cwd: root,
      encoding: "utf8"
    }).trim();
  git("init", "--quiet");
  // A link, not a folder, as .gitignore has it.
  writeFileSync(join(root, ".git", "info", "exclude"), "node_modules\n");
  const environment = (variables: NodeJS.ProcessEnv = {}) => ({
    ...process.env,
    HARMONIC_EXTRACT: pin,
    HARMONIC_SIGNING_KEY: "",
    SOURCE_DATE_EPOCH: "1790000000",
    NO_COLOR: "1",
    FORCE_COLOR: "0",
    ...variables
  });
  return {
    root,
    write,
    edit(file, from, to) {
      const text = readFileSync(join(root, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} must hold ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    extract(version, cardiac) {
      const source = join(folder, `extract-${version}`);
      writeExtract(source, {seed: 3, cardiac, radiotherapy: 10});
      writeFileSync(pin, JSON.stringify(pinFolder(source, {name: "small", version})));
    },
    commit() {
      git("add", "--all");
      git("commit", "--quiet", "--message", "State");
      return git("rev-parse", "HEAD");
    },
    harmonic(words, variables, [command, ...first] = [process.execPath]) {
      const {status, stdout, stderr} = spawnSync(command, [...first, "cli/harmonic.js", ...words], {
        cwd: root,
        env: environment(variables),
        encoding: "utf8"
      });
      return {code: status, out: stdout, err: stderr};
    },
    environment,
    remove: () => rmSync(folder, {recursive: true, force: true})
  };
}

/** The bytes of every file in a folder, by path. */
export function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path).toString("base64")])
  );
}
