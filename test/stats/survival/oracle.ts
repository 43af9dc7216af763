import {readFileSync} from "node:fs";
import type {Design} from "../../../src/stats/result/design.js";

/** A witness of test/oracle, its NA as NaN. */
// biome-ignore lint/suspicious/noExplicitAny: a witness has the shape that its R script gave it.
export function oracle(name: string): any {
  const path = new URL(`../../oracle/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"), (_, value) =>
    value === null || value === "NA" ? NaN : value
  );
}

/** A data set as named columns. */
export type Columns = Record<string, number[]>;

/** Named columns of a data set as terms of a model. */
export function design(data: Columns, ...names: string[]): Design {
  return {names, columns: names.map((name) => Float64Array.from(data[name]))};
}
