import {resolve} from "node:path";
import {Command} from "commander";
import {projectRoot} from "./projectRoot.js";

/** `harmonic task`: one task of a job array, as Slurm starts it on a node. */
export function taskCommand(): Command {
  return new Command("task")
    .description("Compute one task of a job array that harmonic run --on slurm has submitted.")
    .argument("<folder>", "folder of the job array")
    .option(
      "--index <n>",
      "place of the task in the array; Slurm's own, if not said",
      process.env.SLURM_ARRAY_TASK_ID
    )
    .action(async (folder: string, {index}: {index?: string}) => {
      if (index === undefined || !/^\d+$/.test(index))
        throw new RangeError(`index must be a whole number; got ${index}`);
      const {runTask} = await import("../publish/slurm/runTask.js");
      const {id, done} = await runTask(projectRoot, resolve(folder), Number(index));
      process.stdout.write(`${done ? "computed" : "failed"} ${id}\n`);
      if (!done) process.exitCode = 1;
    });
}
