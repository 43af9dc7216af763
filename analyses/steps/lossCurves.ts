import type {Cell} from "../../src/stats/result/report.js";
import {kaplanMeier} from "../../src/stats/survival/kaplanMeier.js";
import type {Step} from "../analysis.js";
import {code, persons} from "../definitions/persons.js";
import {type CohortName, type Loss, members} from "./followUpTables.js";

const ways: [Loss, string][] = [
  ["emigration", "emigrated"],
  ["lost", "lost"]
];

/**
 * Kaplan and Meier's estimate of the share who would have left by a year if nothing else ended follow-up, for
 * emigration and for loss; shown at years with ten leavers or more since the one before.
 */
export function lossCurves(cohort: CohortName, marks: readonly number[]): Step {
  return (study) => {
    const all = persons(study);
    const rows = members(study, cohort);
    const exit = Float64Array.from(rows, (i) => all.exit[i] - all.entry[i]);
    const followed = Int32Array.from(rows.keys()).filter((k) => exit[k] > 0);
    const points = ways.flatMap(([reason, label]) => {
      const wanted = code(all.exitReason, reason);
      const left = followed.map((k) => Number(all.exitReason.codes[rows[k]] === wanted));
      const times = Float64Array.from(followed, (k) => exit[k]);
      const [{time, surv, lower, upper, nEvent}] = kaplanMeier({exit: times, event: left});
      let before = 0;
      return marks.flatMap((year): Cell[][] => {
        if (year === 0) return [[label, 0, 0, 0, 0, 0]];
        const at = time.findLastIndex((day) => day <= year * 365.25);
        let events = 0;
        for (let k = 0; k <= at; ++k) events += nEvent[k];
        if (events - before < 10) return [];
        const since = events - before;
        before = events;
        return [[label, year, since, 1 - surv[at], 1 - upper[at], 1 - lower[at]]];
      });
    });
    return {
      kind: "figure",
      form: "cumulative-incidence",
      caption:
        "Share of the children who would have left follow-up if nothing else had ended it (Kaplan–Meier).",
      alt: `Rising curves of emigration and of loss over ${marks.at(-1)} years.`,
      data: {
        curves: {
          columns: [
            {name: "group", label: "Left by", type: "text"},
            {name: "time", label: "Years", type: "number", unit: "years"},
            {name: "events", label: "Children since the line before", type: "count"},
            {name: "incidence", label: "Share", type: "probability", from: ["events"]},
            {name: "lower", label: "lower", type: "probability", from: ["events"]},
            {name: "upper", label: "upper", type: "probability", from: ["events"]}
          ],
          rows: points,
          partition: "time"
        }
      },
      options: {x: "Years since the first procedure", y: "Left follow-up"}
    };
  };
}
