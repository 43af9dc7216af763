import {join} from "node:path";
import {disclose} from "./disclose.js";
import {readPolicy} from "./policy.js";
import {recomputable} from "./recompute/recomputable.js";
import {records, recordsOf} from "./records/records.js";
import {type Outcome, type ResultsRequest, results} from "./results.js";
import {withLock} from "./site/withLock.js";
import {writeSiteResults} from "./siteResults.js";

export type {Outcome};

/**
 * Computes every analysis whose inputs changed, takes the others from the store, and writes all results,
 * disclosed, where the site reads them. One failure does not lose the rest: it is told in its outcome, its
 * old result is withdrawn from the site, and the others are written. Two runs at once write one after the
 * other.
 */
export async function run(request: ResultsRequest): Promise<Outcome[]> {
  const {root, only, dryRun} = request;
  const {outcomes, results: computed} = await results(request);
  if (dryRun) return outcomes;
  const policy = readPolicy(join(root, "data", "policy"));
  const disclosed = computed.map(({report}) => recomputable(disclose(report, policy), policy));
  // Counts of a part of the reports would say nothing of the site.
  const checked = only === undefined ? recordsOf(disclosed, policy, root) : [];
  const reports = [...disclosed, ...checked, ...records(root, request.pin)];
  await withLock(join(root, ".harmonic", "results.lock"), () =>
    writeSiteResults(root, reports, {keepOthers: only !== undefined, onProgress: request.onProgress})
  );
  return outcomes;
}
