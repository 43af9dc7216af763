import {fork} from "node:child_process";
import {existsSync, mkdirSync, renameSync, rmSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join, relative} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {checkSite} from "./checkSite.js";
import {finishSite} from "./finishSite.js";
import type {RenderMessage} from "./renderSite.js";
import {withLock} from "./withLock.js";

/** What a build is asked to do. */
export interface BuildRequest {
  /** Folder of the project: its pages in `src/`, its results in `src/results/`. */
  root: string;
  /** Where the site is to stand; `dist` in the project when absent. */
  output?: string;
  /** Looks at the finished site before it takes its place; what it throws stops the build. */
  inspect?: (site: string) => Promise<void>;
  onProgress?: (done: number, total: number, what: string) => void;
}

/**
 * Renders the site, without a network and the same bytes for the same inputs. It is built beside the old
 * one and takes its place only once it has passed every check, so that a failed build leaves the last good
 * site as it was.
 * @throws Error that says which page and placeholder, or which check, failed.
 */
export async function buildSite({
  root,
  output = join(root, "dist"),
  inspect,
  onProgress = () => {}
}: BuildRequest) {
  const partial = join(root, ".harmonic", `site-${process.pid}`);
  await withLock(join(root, ".harmonic", "site.lock"), async () => {
    try {
      await render(root, relative(root, partial), onProgress);
      onProgress(1, 1, "checking");
      finishSite(partial);
      const faults = checkSite(partial);
      if (faults.length > 0)
        throw new Error(`the built site must pass its checks; got\n${faults.join("\n")}`);
      await inspect?.(partial);
      replace(partial, output);
    } finally {
      rmSync(partial, {recursive: true, force: true});
    }
  });
}

function render(root: string, output: string, onProgress: NonNullable<BuildRequest["onProgress"]>) {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const module = join(dirname(fileURLToPath(import.meta.url)), "renderSite.ts");
  return new Promise<void>((resolve, reject) => {
    const child = fork(module, [output], {
      cwd: root,
      execArgv: ["--import", tsx],
      env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true"},
      stdio: ["ignore", "ignore", "pipe", "ipc"]
    });
    let said = "";
    let failure: string | undefined;
    child.stderr!.on("data", (text: Buffer) => (said = (said + text.toString("utf8")).slice(-4000)));
    child.on("message", (message: RenderMessage) => {
      if ("error" in message) failure = message.error;
      else onProgress(message.done, message.total, message.what);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(failure ?? `rendering stopped with code ${code}: ${said.trim()}`));
    });
  });
}

/** Puts `partial` where `output` is; the old one is moved aside first and removed after. */
function replace(partial: string, output: string): void {
  const old = `${partial}.old`;
  mkdirSync(dirname(output), {recursive: true});
  if (existsSync(output)) renameSync(output, old);
  try {
    renameSync(partial, output);
  } catch (error) {
    if (existsSync(old)) renameSync(old, output);
    throw error;
  }
  rmSync(old, {recursive: true, force: true});
}
