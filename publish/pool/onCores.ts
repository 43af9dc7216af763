import {availableParallelism} from "node:os";
import {fileURLToPath} from "node:url";
import type {Piscina} from "piscina";
import type {Computed, Engine, Task} from "../engine.js";
import type {StudySource} from "../studyOf.js";
import type {PoolAnswer, PoolTask} from "./computeTask.js";

/**
 * Computes analyses on this machine's cores, one a worker thread at a time. Each worker makes a study of its own
 * from the same bytes, so that nothing depends on their number; one that dies takes its own analysis with it and
 * no other.
 * @param workers most workers; one a core, if not said.
 * @throws RangeError when `workers` is no whole number ≥ 1.
 * Witness: test/publish/pool/onCores.test.ts.
 */
export function onCores(source: StudySource, workers = availableParallelism()): Engine {
  if (!(Number.isInteger(workers) && workers >= 1))
    throw new RangeError(`workers must be a whole number ≥ 1; got ${workers}`);
  return async (tasks, {item, ended}) => {
    if (tasks.length === 0) return;
    const {Piscina} = await import("piscina");
    const pool = new Piscina<PoolTask, PoolAnswer>({
      filename: fileURLToPath(new URL("./worker.js", import.meta.url)),
      workerData: source,
      minThreads: Math.min(workers, tasks.length),
      maxThreads: Math.min(workers, tasks.length),
      maxQueue: Number.POSITIVE_INFINITY,
      atomics: "disabled"
    });
    pool.on("message", ({id, name}: {id: string; name: string}) => item(id, name));
    try {
      await Promise.all(tasks.map(async (task) => ended(task, await computeIn(pool, task))));
    } finally {
      await pool.destroy();
    }
  };
}

async function computeIn(pool: Piscina<PoolTask, PoolAnswer>, task: Task): Promise<Computed> {
  const {id, module, provenance, block, store} = task;
  try {
    const answer = await pool.run({id, module, provenance: JSON.stringify(provenance), block, store});
    if (!("report" in answer)) return answer;
    return {report: JSON.parse(answer.report), seconds: answer.seconds};
  } catch (error) {
    return {error: `its worker stopped: ${error instanceof Error ? error.message : String(error)}`};
  }
}
