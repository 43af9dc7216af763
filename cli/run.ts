import {styleText} from "node:util";
import {Command} from "commander";
import type {Study} from "../analyses/study.js";
import {openStudy} from "../publish/openStudy.js";
import type {Outcome} from "../publish/run.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";
import {
  type OnSlurm,
  readSlurmOptions,
  type SlurmChoices,
  slurmEngine,
  slurmOptions
} from "./slurmOptions.js";
import {workersOption} from "./workersOption.js";

/** `harmonic run`: computes the analyses whose data, code or parameters changed. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("Compute the analyses whose data, code or parameters changed.")
    .argument("[analysis...]", "ids such as cardiac/leukaemia; all when none is named")
    .option("-n, --dry-run", "say what is fresh and what is stale, compute nothing")
    .addOption(workersOption());
  for (const option of slurmOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      `
Results are the same bits wherever they are computed. On Slurm, each stale analysis is a task of a job array, and so
is each block of realisations before it; the project must lie on a disk that all nodes see. When this command is
stopped, the jobs go on: start it again, and it takes them up. sbatch's own variables count, such as SBATCH_ACCOUNT.

Examples:
  npx harmonic run
  npx harmonic run cardiac/leukaemia
  npx harmonic run --dry-run
  npx harmonic run --workers 4
  npx harmonic run --on slurm --partition short --time 30 --memory 4G
  npx harmonic run --on slurm --at-once 20 --sbatch=--account=p123 --sbatch=--qos=low
  npx harmonic run --on slurm --cancel`
    )
    .action(async (ids: string[], options: {dryRun?: boolean; workers?: number} & OnSlurm) => {
      const {dryRun, workers} = options;
      const slurm = readSlurmOptions(options);
      if (options.cancel) {
        const {cancelJobs} = await import("../publish/slurm/cancelJobs.js");
        const count = await cancelJobs(projectRoot);
        process.stdout.write(`cancelled ${count} job ${count === 1 ? "array" : "arrays"}\n`);
        return;
      }
      const {outcomes} = await runWithProgress({
        only: ids.length > 0 ? ids : undefined,
        dryRun,
        workers,
        slurm
      });
      if (outcomes.some(({state}) => state === "failed")) process.exitCode = 1;
    });
}

/** What to run, and where. */
export interface RunOptions {
  /** Ids of analyses; all, if not said. */
  only?: readonly string[];
  dryRun?: boolean;
  workers?: number;
  /** On Slurm, and how; on this machine's cores, if not said. */
  slurm?: SlurmChoices | null;
}

/** Runs with a progress bar, prints one line an analysis, and gives the study that was opened for it. */
export async function runWithProgress({only, dryRun, workers, slurm}: RunOptions = {}): Promise<{
  outcomes: Outcome[];
  study: Study;
}> {
  const opening = progressBar("extract");
  const {pin, study, source} = await openStudy(projectRoot, opening.update).finally(opening.stop);
  const {run} = await import("../publish/run.js");
  const engine = slurm
    ? await slurmEngine(slurm)
    : (await import("../publish/pool/onCores.js")).onCores(source, workers);
  const bar = progressBar("analyses");
  const outcomes = await run({
    root: projectRoot,
    pin,
    engine,
    only,
    dryRun,
    onProgress: bar.update
  }).finally(bar.stop);
  for (const outcome of outcomes) process.stdout.write(`${line(outcome)}\n`);
  return {outcomes, study};
}

function line({id, state, seconds, error}: Outcome): string {
  switch (state) {
    case "failed":
      return `${styleText("red", "failed  ")} ${id}: ${error}`;
    case "computed":
      return `${styleText("green", "computed")} ${id} ${styleText("dim", seconds === undefined ? "" : `${seconds.toFixed(1)} s`)}`;
    default:
      return `${state === "fresh" ? styleText("dim", "fresh   ") : styleText("yellow", "stale   ")} ${id}`;
  }
}
