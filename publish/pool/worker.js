import {parentPort, workerData} from "node:worker_threads";
import {register} from "tsx/esm/api";

// The hooks of the main thread do not reach a worker's imports.
register();
const {computeTask} = await import("./computeTask.ts");

export default (task) => computeTask(task, workerData, (name) => parentPort.postMessage({id: task.id, name}));
