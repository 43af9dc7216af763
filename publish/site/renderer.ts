import {fork} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import type {RenderMessage} from "./renderSite.js";

/** A process that is ready to render the site of a project once. */
export interface Renderer {
  /**
   * Renders, finishes and checks the site, into the folder `output` named from the project's.
   * @throws Error that says which page and placeholder, or which check, failed.
   */
  render(output: string, onProgress: (done: number, total: number, what: string) => void): Promise<void>;
  /** Ends the process where it has nothing to do. */
  stop(): void;
}

/**
 * Starts the rendering process for the project in `root`. It takes a second to load the site generator: one
 * that computes results first starts it before.
 */
export function startRenderer(root: string): Renderer {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const module = join(dirname(fileURLToPath(import.meta.url)), "renderSite.ts");
  const child = fork(module, [], {
    cwd: root,
    execArgv: ["--import", tsx],
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true"},
    stdio: ["ignore", "ignore", "pipe", "ipc"]
  });
  let said = "";
  let failure: string | undefined;
  let tell: (done: number, total: number, what: string) => void = () => {};
  child.stderr!.on("data", (text: Buffer) => (said = (said + text.toString("utf8")).slice(-4000)));
  child.on("message", (message: RenderMessage) => {
    if ("error" in message) failure = message.error;
    else tell(message.done, message.total, message.what);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(failure ?? `rendering stopped with code ${code}: ${said.trim()}`));
    });
  });
  // A process that ends before it was asked to render is told of by `render`.
  ended.catch(() => {});
  return {
    render(output, onProgress) {
      tell = onProgress;
      if (child.connected) child.send({output});
      return ended;
    },
    stop() {
      child.kill();
    }
  };
}
