import {existsSync, mkdirSync, renameSync, rmSync} from "node:fs";
import {dirname, join, relative} from "node:path";
import {type Renderer, startRenderer} from "./renderer.js";
import {withLock} from "./withLock.js";

/** What a build is asked to do. */
export interface BuildRequest {
  /** Folder of the project: its pages in `src/`, its results in `src/results/`. */
  root: string;
  /** Where the site is to stand; `dist` in the project when absent. */
  output?: string;
  /** The process that renders; one is started when absent. */
  renderer?: Renderer;
  /**
   * Prepares, while the site is rendered, what looks at it before it takes its place; what either throws stops
   * the build.
   */
  inspect?: () => Promise<(site: string) => Promise<void>>;
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
  renderer = startRenderer(root),
  inspect,
  onProgress = () => {}
}: BuildRequest) {
  const partial = join(root, ".harmonic", "site.partial");
  await withLock(join(root, ".harmonic", "site.lock"), async () => {
    try {
      clear(partial, output);
      const rendered = renderer.render(relative(root, partial), onProgress);
      const [look] = await Promise.all([inspect?.(), rendered]);
      await look?.(partial);
      replace(partial, output);
    } finally {
      renderer.stop();
      rmSync(partial, {recursive: true, force: true});
    }
  });
}

/** Removes what a build that was killed has left; the last good site goes back to its place. */
function clear(partial: string, output: string): void {
  const old = `${partial}.old`;
  if (existsSync(old) && !existsSync(output)) renameSync(old, output);
  for (const left of [partial, old]) rmSync(left, {recursive: true, force: true});
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
