import type {Withheld} from "../stats/result/report.js";

/** Whether a cell or value was withheld by the disclosure step. */
export function isWithheld(cell: unknown): cell is Withheld {
  return typeof cell === "object" && cell !== null && "withheld" in cell;
}
