import {spawn} from "node:child_process";
import {rmSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {bytesOf, type SmallProject} from "./release/smallProject.js";

/**
 * Analyses whose items take about a quarter of a second each, so that a kill can hit between any two. On a cluster's
 * node, an item writes .harmonic/held and waits for as long as there is a file .harmonic/hold- with the node's name.
 */
export function slowAnalyses(count: number): Record<string, string> {
  const item = (k: number) => `"item-${k}": (study) => {
      const hold = file("hold-" + process.env.SLURMD_NODENAME);
      if (existsSync(hold)) writeFileSync(file("held"), "");
      while (existsSync(hold));
      let sum = study.table("persons").rows;
      const until = performance.now() + 100;
      for (let i = 1; performance.now() < until || i % 1000; ++i) sum += 0 * i;
      return {kind: "table", caption: "Sums.", columns: [{name: "sum", label: "Sum", type: "number"}], rows: [[sum / ${k + 3}]]};
    }`;
  const text = `import {existsSync, writeFileSync} from "node:fs";
import {analysis} from "../analysis.js";

const file = (name) => new URL("../../.harmonic/" + name, import.meta.url);

export default analysis({
  title: "Slow",
  question: "Does it last?",
  reads: ["persons"],
  parameters: {},
  items: {
    ${[0, 1].map(item).join(",\n    ")}
  }
});
`;
  return Object.fromEntries(Array.from({length: count}, (_, k) => [`cardiac/slow-${k + 1}`, text]));
}

/**
 * An analysis in four blocks, each of which writes its label into .harmonic/made.log; it ends its process the first
 * time that its item is computed.
 */
export const blockedAnalysis = `import {appendFileSync, existsSync, writeFileSync} from "node:fs";
import {analysis, numbersOf} from "../analysis.js";

const file = (name) => new URL("../../.harmonic/" + name, import.meta.url);
const blocks = Object.fromEntries(
  [1, 2, 3, 4].map((k) => [
    "block " + k,
    {
      name: "thirds " + k,
      make: (study) => {
        appendFileSync(file("made.log"), k + "\\n");
        const until = performance.now() + 150 / k;
        while (performance.now() < until);
        return Float64Array.of(study.table("persons").rows / (3 * k), k / 7, k === 2 ? -Infinity : -0);
      }
    }
  ])
);

export default analysis({
  title: "Blocked",
  question: "Is it put together again?",
  reads: ["persons"],
  parameters: {},
  blocks,
  items: {
    sums: (study) => {
      if (!existsSync(file("stopped"))) {
        writeFileSync(file("stopped"), "");
        process.exit(7);
      }
      const all = Object.values(blocks).map((block) => numbersOf(block, study));
      const rows = all.map(([a, b, c]) => [a + b, Object.is(c, -0) ? 0 : 1, c < 0 ? 1 : 0]);
      const columns = ["sum", "plus", "minus"].map((name) => ({name, label: name, type: "number"}));
      return {kind: "table", caption: "Sums.", columns, rows};
    }
  }
});
`;

/** Starts `harmonic run` and kills it by SIGKILL after so many milliseconds; whether it had ended by itself. */
export async function killedRun(small: SmallProject, after: number): Promise<boolean> {
  const child = spawn(process.execPath, ["cli/harmonic.js", "run"], {
    cwd: small.root,
    env: small.environment(),
    stdio: "ignore"
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await Promise.race([ended, setTimeout(after, undefined, {ref: false})]);
  const alone = child.exitCode !== null;
  child.kill("SIGKILL");
  await ended;
  return alone;
}

/** Starts `harmonic run` and leaves it to end; its exit code. */
export function wholeRun(small: SmallProject): Promise<number | null> {
  return new Promise((resolve) =>
    spawn(process.execPath, ["cli/harmonic.js", "run"], {
      cwd: small.root,
      env: small.environment(),
      stdio: "ignore"
    }).on("close", resolve)
  );
}

/** Forgets every result, so that the next run starts anew. */
export function forget(small: SmallProject): void {
  rmSync(join(small.root, ".harmonic", "store"), {recursive: true, force: true});
  rmSync(join(small.root, "src", "results"), {recursive: true, force: true});
}

/** The bytes of all results that the site reads. */
export function siteBytes(small: SmallProject): Record<string, string> {
  return bytesOf(join(small.root, "src", "results"));
}
