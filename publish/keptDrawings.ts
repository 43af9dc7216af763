import type {Report} from "../src/stats/result/report.js";
import type {Drawing} from "./drawing.js";
import {madeFiles} from "./madeFiles.js";

/** The drawings of the figures of reports, by name, as they were made with the reports' downloads; none where they were not. */
export async function keptDrawings(
  root: string,
  reports: readonly Report[]
): Promise<(report: Report) => Readonly<Record<string, Drawing>>> {
  const made = await madeFiles(root);
  const kept = new Map(reports.map((report) => [report, made.known(report)?.drawings ?? {}]));
  return (report) => kept.get(report) ?? {};
}
