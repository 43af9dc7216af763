import {join} from "node:path";
import type {Study} from "../../analyses/study.js";
import type {ExtractPin} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import {compute} from "../compute.js";
import {disclose} from "../disclose.js";
import type {Engine} from "../engine.js";
import {readPolicy} from "../policy.js";
import {recomputable} from "../recompute/recomputable.js";
import {inputsOf, results} from "../results.js";
import {agent} from "./agent.js";
import {signingKey} from "./attestation.js";
import {bom} from "./bom.js";
import {readChain} from "./chain.js";
import {commit} from "./commit.js";
import {compareEstimates, type Reproduction, summarise} from "./compareEstimates.js";
import {environment} from "./environment.js";
import {estimates} from "./estimates.js";
import {type Frozen, freeze} from "./freeze.js";
import {publishRelease} from "./publishRelease.js";
import {releaseTime} from "./releaseTime.js";

/** Which release to make. */
export interface ReleaseRequest {
  root: string;
  version: string;
  /** Why, in the author's words. */
  reason: string;
  conclusionsChanged: boolean | null;
  pin: ExtractPin;
  /** Where stale analyses are computed. */
  engine: Engine;
  /** The study, opened once more: every report is computed again from it. */
  again: Study;
  /** The built site that shows these results; `null` for a release without pages. */
  site: string | null;
  onProgress?: (done: number, total: number, what: string) => void;
  variables?: NodeJS.ProcessEnv;
}

/** What a release holds. */
export interface Made {
  written: boolean;
  signed: boolean;
  clean: boolean;
  reports: number;
  bytes: number;
  reproduction: Reproduction;
}

/**
 * Makes a release of every analysis: takes the results from the store, computes each again from scratch, and
 * freezes both the disclosed results and what came of the second computation.
 * @throws Error when an analysis fails, RangeError when the version exists with other bytes.
 */
export async function makeRelease(request: ReleaseRequest): Promise<Made> {
  const {root, version, reason, conclusionsChanged, pin, engine, site, variables = process.env} = request;
  const onProgress = request.onProgress ?? (() => {});
  if (!/^\d{4}\.\d+(\.\d+)?$/.test(version))
    throw new RangeError(`version must be like 2026.1; got ${version}`);
  const key = signingKey(variables);
  const published = readChain(root).find((entry) => entry.version === version);
  const date = releaseTime(variables, published ? () => Date.parse(published.date) : undefined);
  const by = agent(root, variables);
  const here = environment();
  const {outcomes, results: computed} = await results({root, pin, engine, onProgress});
  const failed = outcomes.find(({state}) => state === "failed");
  if (failed) throw new Error(`every analysis must succeed for a release; got ${failed.id}: ${failed.error}`);
  const policy = readPolicy(join(root, "data", "policy"));
  const verdicts = [];
  const reports: Frozen[] = [];
  for (const [k, {prepared, report}] of computed.entries()) {
    onProgress(k, computed.length, `computing again: ${prepared.id}`);
    const disclosed = disclose(report, policy);
    // As it would come from the store: JSON knows no −0.
    const again = disclose(JSON.parse(JSON.stringify(compute(prepared, request.again))) as Report, policy);
    const own = compareEstimates(estimates(disclosed), estimates(again));
    verdicts.push(...own);
    const attempt = {by: by.name, date, environment: here, ...summarise(own)};
    reports.push({
      report: recomputable(disclosed, policy),
      inputs: await inputsOf(prepared, root),
      attempts: [attempt]
    });
  }
  const stand = commit(root);
  const files = freeze({
    root,
    version,
    date,
    reason,
    agent: by,
    commit: stand,
    environment: here,
    pin,
    reports,
    site,
    bom: bom(root),
    key
  });
  const announcement = {version, date, reason, conclusionsChanged, signed: key !== null};
  const written = await publishRelease(root, announcement, files);
  const bytes = [...files.values()].reduce((sum, {length}) => sum + length, 0);
  return {
    written,
    signed: key !== null,
    clean: stand.clean,
    reports: reports.length,
    bytes,
    reproduction: summarise(verdicts)
  };
}
