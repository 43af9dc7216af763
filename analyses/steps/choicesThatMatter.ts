import type {Cell, Figure} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";

/** Which of the other choices of a sensitivity analysis leave the interval of the main one, as a sentence. */
export function choicesThatMatter(compared: Step): Step {
  return (study) => {
    const {columns, rows} = (compared(study) as Figure).data.estimates;
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const [label, group, estimate, lower, upper] = ["label", "group", "estimate", "lower", "upper"].map(at);
    const [main, ...others] = rows;
    const below = main[lower] === null ? -Infinity : Number(main[lower]);
    const above = main[upper] === null ? Infinity : Number(main[upper]);
    const outside = others.filter(
      (row) => typeof row[estimate] === "number" && (row[estimate] < below || row[estimate] > above)
    );
    const named = (row: Cell[]) => `${String(row[group]).toLowerCase()}, ${row[label]}`;
    return {
      kind: "statement",
      text:
        outside.length === 0
          ? `None of the ${others.length} other choices moves the estimate out of the interval of the main analysis.`
          : `Of ${others.length} other choices ${outside.length === 1 ? "one moves" : `${outside.length} move`} the estimate out of the interval of the main analysis (${outside.map(named).join("; ")}).`
    };
  };
}
