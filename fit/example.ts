import {readdirSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {nearest} from "./nearest.js";

const folder = fileURLToPath(new URL("../data/examples/", import.meta.url));

/** Models of which `data/examples` holds a spec and its table. */
export const exampleNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".json") && file !== "tabulate.json")
  .map((file) => file.slice(0, -5))
  .sort();

/** The example spec of a model, as its JSON text. @throws RangeError when there is none. */
export function exampleOf(model: string): string {
  if (!exampleNames.includes(model))
    throw new RangeError(
      `example must be one of ${exampleNames.join(", ")}; got ${model}${nearest(model, exampleNames)}`
    );
  return readFileSync(`${folder}${model}.json`, "utf8");
}
