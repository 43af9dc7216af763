import {readColumns} from "./columns.js";
import {tasks} from "./tasks.js";

/** One process of ours: reads the columns, does the work some times, prints milliseconds, numbers and peak memory. */
const [name, folder, repeats] = process.argv.slice(2);
const work = tasks.find((task) => task.name === name)!.work(readColumns(folder));
const inside: number[] = [];
let check: number[] = [];
for (let i = 0; i < Number(repeats); ++i) {
  const started = performance.now();
  check = work();
  inside.push(performance.now() - started);
}
console.log(JSON.stringify({inside, check, memory: process.resourceUsage().maxRSS * 1024}));
