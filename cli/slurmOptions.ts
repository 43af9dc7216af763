import {resolve} from "node:path";
import {InvalidArgumentError, Option} from "commander";
import {pinVariable} from "../loaders/pin.js";
import type {Engine} from "../publish/engine.js";
import type {SlurmRequest} from "../publish/slurm/onSlurm.js";
import {projectRoot} from "./projectRoot.js";

/** How to run on Slurm, as the command line says it. */
export type SlurmChoices = Omit<SlurmRequest, "root" | "pin">;

/** The options of `harmonic run` that are about Slurm. */
export interface OnSlurm extends Partial<SlurmChoices> {
  on: "cores" | "slurm";
  cancel?: boolean;
}

const group = "On a cluster:";

/** `--on slurm` and what goes with it. */
export function slurmOptions(): Option[] {
  const whole = (name: string, least: number) => (given: string) => {
    const value = Number(given);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`${name} must be a whole number ≥ ${least}.`);
    return value;
  };
  const collect = (given: string, before: string[] = []) => [...before, given];
  return [
    new Option("--on <where>", "where to compute").choices(["cores", "slurm"]).default("cores"),
    new Option("--partition <name>", "Slurm's partition"),
    new Option("--time <time>", "most time that one analysis may take, as sbatch reads it"),
    new Option("--memory <size>", "memory of one analysis, as sbatch reads it"),
    new Option("--at-once <n>", "most analyses that are computed at once").argParser(whole("at-once", 1)),
    new Option("--sbatch <option>", "another option of sbatch; may be given again").argParser(collect),
    new Option("--tries <n>", "how often an analysis is tried whose node fails")
      .default(3)
      .argParser(whole("tries", 1)),
    new Option("--patience <s>", "seconds that the shared disk may take to show a result of another machine")
      .default(60)
      .argParser(whole("patience", 0)),
    new Option("--every <s>", "seconds between two looks at the cluster")
      .default(3)
      .argParser(whole("every", 1)),
    new Option("--cancel", "cancel the jobs that are waiting or running, compute nothing")
  ].map((option) => option.helpGroup(group));
}

/**
 * How to run on Slurm; `null` for this machine.
 * @throws RangeError when an option is about Slurm and `--on slurm` is not said.
 */
export function readSlurmOptions(options: OnSlurm): SlurmChoices | null {
  const {on, cancel, partition, time, memory, atOnce, sbatch, tries = 3, patience = 60, every = 3} = options;
  if (on === "slurm") return {partition, time, memory, atOnce, sbatch, tries, patience, every};
  const given = Object.entries({partition, time, memory, "at-once": atOnce, sbatch, cancel}).find(
    ([, value]) => value !== undefined
  );
  if (given) throw new RangeError(`--on must be slurm for --${given[0]}; got ${on}`);
  return null;
}

/** The engine of a run on Slurm; Ctrl-C leaves the jobs to the next run, and says so. */
export async function slurmEngine(choices: SlurmChoices): Promise<Engine> {
  const {onSlurm} = await import("../publish/slurm/onSlurm.js");
  process.once("SIGINT", () => {
    process.stderr.write(
      "\nharmonic: the jobs go on; harmonic run --on slurm takes them up, with --cancel it ends them\n"
    );
    process.exit(130);
  });
  const named = process.env[pinVariable];
  return onSlurm({...choices, root: projectRoot, pin: named ? resolve(named) : null});
}
