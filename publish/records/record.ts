import type {Report} from "../../src/stats/result/report.js";

/** A report of the project itself, which no extract has made. */
export function record(id: string, title: string, question: string, items: Report["items"]): Report {
  return {id, title, question, warnings: [], provenance: null, items};
}
