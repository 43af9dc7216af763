import type {Withheld} from "../stats/result/report.js";
import {isWithheld} from "./isWithheld.js";

/** Whether a value is absent because the data do not determine it, and not to protect children. */
export function isUndetermined(cell: unknown): cell is Withheld {
  return isWithheld(cell) && cell.withheld === "not determined";
}
