/**
 * Measures the build of the site: `npm run bench:build`. Cold is with no extract, results or site, as on a
 * fresh clone after `npm ci`; warm with nothing changed. Writes bench/build.json, which the site shows.
 */
import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {benchmark} from "./benchmark.js";
import {describeHost} from "./host.js";

benchmark(
  "bench:build",
  "Measure the build of the site, cold and warm, three times each. Clears .harmonic and dist."
).parse();
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-build-"));
const peaks = join(folder, "peaks");
const preload = join(folder, "preload.mjs");
writeFileSync(
  preload,
  `import {appendFileSync} from "node:fs";
process.on("exit", () => appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + "\\n"));\n`
);

/** Wall seconds of one build, and the peak resident bytes of its largest process. */
function build(): {seconds: number; memory: number} {
  rmSync(peaks, {force: true});
  const started = performance.now();
  const {status, stderr} = spawnSync(process.execPath, ["cli/harmonic.js", "build"], {
    cwd: root,
    encoding: "utf8",
    env: {...process.env, NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`}
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`build must pass; got ${stderr}`);
  const lines = readFileSync(peaks, "utf8").trim().split("\n");
  return {seconds, memory: 1024 * Math.max(...lines.map(Number))};
}

/** The build of median time among three. */
function median(prepare: () => void): {seconds: number; memory: number} {
  const runs = [1, 2, 3].map(() => {
    prepare();
    return build();
  });
  return runs.sort((a, b) => a.seconds - b.seconds)[1];
}

function clear(): void {
  for (const made of [".harmonic", "dist", "src/results", "src/.observablehq"])
    rmSync(join(root, made), {recursive: true, force: true});
}

try {
  const steps = [
    {step: "Cold: make and check the extract, fit every model, render every page", ...median(clear)},
    {step: "Warm: nothing changed", ...median(() => {})}
  ].map(({step, seconds, memory}) => ({step, seconds: Number(seconds.toPrecision(3)), memory}));
  for (const {step, seconds, memory} of steps)
    process.stdout.write(`${step}: ${seconds} s, ${Math.round(memory / 1e6)} MB\n`);
  const measured = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(root, "bench", "build.json"),
    `${JSON.stringify({host: describeHost([]), measured, steps}, null, 2)}\n`
  );
} finally {
  rmSync(folder, {recursive: true});
}
