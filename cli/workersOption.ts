import {availableParallelism} from "node:os";
import {InvalidArgumentError, Option} from "commander";

/** `--workers`: on how many cores to compute. */
export function workersOption(): Option {
  return new Option("-w, --workers <n>", "compute on so many cores; results do not depend on it")
    .default(availableParallelism(), "all")
    .argParser((given) => {
      const workers = Number(given);
      if (!Number.isInteger(workers) || workers < 1)
        throw new InvalidArgumentError("workers must be a whole number ≥ 1.");
      return workers;
    });
}
