import type {Report} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {besideCounts} from "./besideCounts.js";
import {derivedAttack, totalsOf} from "./derivedAttack.js";
import type {GateFinding} from "./finding.js";
import {intervalAttack} from "./intervalAttack.js";

/**
 * What figures, intervals and p-values tell of the counts of the same children, in whichever tables, figures
 * and reports they stand.
 */
export function figureAttack(reports: readonly Report[], policy: Policy): GateFinding[] {
  const made = reports.filter(({provenance}) => provenance !== null);
  const totals = new Map(made.map((report) => [report.id, totalsOf(report, policy)]));
  const findings = new Map<string, GateFinding>();
  for (const facts of besideCounts(made, policy)) {
    const {report, item, series, rows} = facts.table;
    const found = [...derivedAttack(facts, totals.get(report)!, policy), ...intervalAttack(facts, policy)];
    for (const {row, by, what: how} of found) {
      const texts = rows[row].filter((cell) => typeof cell === "string").join(", ");
      const where = `${report}#${item}${series && ` (${series})`}, ${texts}`;
      const at = by.table === facts.table ? "" : ` in ${by.table.report}#${by.table.item}`;
      const what = `gives ${by.column.name}${at}, ${how}`;
      findings.set(`${where}\u0000${what}`, {part: "attack", where, what});
    }
  }
  return [...findings.values()];
}
