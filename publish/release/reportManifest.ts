import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {ExtractPin} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import type {Inputs} from "../inputs.js";
import type {Agent} from "./agent.js";
import {byFolder} from "./byFolder.js";
import type {Commit} from "./commit.js";
import type {Reproduction} from "./compareEstimates.js";
import type {Environment} from "./environment.js";
import {sha256} from "./sha256.js";

/** An attempt to compute a report again, by whom and on what. */
export interface Attempt extends Reproduction {
  by: string;
  date: string;
  environment: Environment;
}

/** Which data, code, parameters, environment and person made a report, and whether it reproduced. */
export interface ReportManifest {
  id: string;
  title: string;
  release: string;
  data: {
    extract: string;
    version: string;
    synthetic: boolean;
    custodian: string | null;
    tables: {name: string; sha256: string; rows: number; schema: string}[];
    truth: string | null;
  };
  code: {
    commit: string | null;
    clean: boolean;
    hash: string;
    /** Files of code that the report reaches, by folder; their hashes are in the release's code.json. */
    modules: Record<string, string[]>;
    lockfile: string;
  };
  parameters: unknown;
  seed: number | null;
  environment: Environment;
  agent: Agent;
  started: string;
  ended: string;
  disclosure: {policy: string; sha256: string};
  result: {key: string; sha256: string; estimates: number};
  /** SHA-256 of the page as it was; `null` where the release has no pages. */
  page: string | null;
  attempts: Attempt[];
}

/** What `reportManifest` is made of. */
export interface ManifestParts {
  root: string;
  release: string;
  report: Report;
  inputs: Inputs;
  pin: ExtractPin;
  commit: Commit;
  environment: Environment;
  agent: Agent;
  date: string;
  policy: string;
  resultHash: string;
  estimates: number;
  page: string | null;
  attempts: Attempt[];
}

/** The manifest of one report of a release, as data/schema/manifest.json wants it. */
export function reportManifest(parts: ManifestParts): ReportManifest {
  const {root, release, report, inputs, pin, commit, environment, agent, date} = parts;
  const {extract, code, lockfile, modules, parameters, seed} = inputs;
  return {
    id: report.id,
    title: report.title,
    release,
    data: {
      extract: extract.name,
      version: extract.version,
      synthetic: extract.synthetic,
      custodian: pin.custodian ?? null,
      tables: extract.tables.map((table) => ({...table, schema: schemaFingerprint(root, table.name)})),
      truth: extract.truth
    },
    code: {...commit, hash: code, modules: byFolder(Object.keys(modules)), lockfile},
    parameters,
    seed,
    agent,
    started: date,
    environment,
    ended: date,
    disclosure: {policy: report.provenance?.policy ?? "", sha256: parts.policy},
    result: {key: report.provenance?.key ?? "", sha256: parts.resultHash, estimates: parts.estimates},
    page: parts.page,
    attempts: parts.attempts
  };
}

/** SHA-256 of a table's entry in the data dictionary: which columns it must have, and what they mean. */
function schemaFingerprint(root: string, table: string): string {
  const file = join(root, "data", "schema", `${table}.json`);
  if (!existsSync(file)) throw new RangeError(`table must have a dictionary in data/schema; got ${table}`);
  return sha256(readFileSync(file));
}

/** The inputs of a report as its manifest and the release's code.json tell them, to be compared with others. */
export function inputsOfManifest(
  {data, code, parameters, seed}: ReportManifest,
  hashes: Readonly<Record<string, string>>
): Inputs {
  return {
    extract: {
      name: data.extract,
      version: data.version,
      synthetic: data.synthetic,
      tables: data.tables.map(({name, sha256, rows}) => ({name, sha256, rows})),
      truth: data.truth
    },
    code: code.hash,
    lockfile: code.lockfile,
    modules: Object.fromEntries(modulesOf(code).map((file) => [file, hashes[file]])),
    parameters,
    seed
  };
}

/** Paths of the files of code that a report reaches. */
export function modulesOf({modules}: ReportManifest["code"]): string[] {
  return Object.entries(modules).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}`));
}
