import {styleText} from "node:util";
import {Command} from "commander";
import type {Study} from "../analyses/study.js";
import {openStudy} from "../publish/openStudy.js";
import type {Outcome} from "../publish/run.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic run`: computes the analyses whose data, code or parameters changed. */
export function runCommand(): Command {
  return new Command("run")
    .description("Compute the analyses whose data, code or parameters changed.")
    .argument("[analysis...]", "ids such as cardiac/leukaemia; all when none is named")
    .option("-n, --dry-run", "say what is fresh and what is stale, compute nothing")
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic run
  npx harmonic run cardiac/leukaemia
  npx harmonic run --dry-run`
    )
    .action(async (ids: string[], {dryRun}: {dryRun?: boolean}) => {
      const {outcomes} = await runWithProgress(ids.length > 0 ? ids : undefined, dryRun);
      if (outcomes.some(({state}) => state === "failed")) process.exitCode = 1;
    });
}

/** Runs with a progress bar, prints one line an analysis, and gives the study that was opened for it. */
export async function runWithProgress(
  only?: readonly string[],
  dryRun?: boolean
): Promise<{outcomes: Outcome[]; study: Study}> {
  const opening = progressBar("extract");
  const {pin, study} = await openStudy(projectRoot, opening.update).finally(opening.stop);
  const {run} = await import("../publish/run.js");
  const bar = progressBar("analyses");
  const outcomes = await run({root: projectRoot, pin, study, only, dryRun, onProgress: bar.update}).finally(
    bar.stop
  );
  for (const outcome of outcomes) process.stdout.write(`${line(outcome)}\n`);
  return {outcomes, study};
}

function line({id, state, seconds, error}: Outcome): string {
  switch (state) {
    case "failed":
      return `${styleText("red", "failed  ")} ${id}: ${error}`;
    case "computed":
      return `${styleText("green", "computed")} ${id} ${styleText("dim", `${seconds.toFixed(1)} s`)}`;
    default:
      return `${state === "fresh" ? styleText("dim", "fresh   ") : styleText("yellow", "stale   ")} ${id}`;
  }
}
