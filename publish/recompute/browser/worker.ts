import type {Report} from "../../../src/stats/result/report.js";
import {recompute, summary} from "../recompute.js";

/** Computes a report again off the page, and answers with every line and their summary. */
addEventListener("message", ({data}: MessageEvent<Report>) => {
  const lines = recompute(data);
  postMessage({lines, summary: summary(lines)});
});
