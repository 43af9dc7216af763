import type {TableData} from "../stats/result/report.js";
import {withheldSigns} from "./table.js";

/** The notes under a table or figure: its own, and what stands in the cells that are withheld. */
export function notesOf(said: readonly string[] = [], data: readonly TableData[] = []): string[] {
  const signs = [...new Set(data.flatMap(withheldSigns))];
  return signs.length > 0
    ? [...said, `${signs.join(" or ")}: withheld, lest a few children be singled out.`]
    : [...said];
}
