import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {ExtractTable} from "../../../loaders/extract/table.js";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import type {Report} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import type {Approval} from "../../release/approvals.js";
import {approvalsNeeded} from "../../release/approvers.js";
import {siteFiles} from "../../site/siteFiles.js";
import {type Canary, canaryFiles} from "./canaries.js";
import {type AttackResult, countAttack} from "./countAttack.js";
import {type CurveResult, curveAttack} from "./curveAttack.js";
import {figureAttack} from "./figureAttack.js";
import type {GateFinding} from "./finding.js";
import {fingerprints} from "./fingerprints.js";
import {lagAttack} from "./lagAttack.js";
import {type ModelResult, modelCheck} from "./modelCheck.js";
import {scanner} from "./scanner.js";
import {isTelling, tokens} from "./tokens.js";

/** What the gate looks at. */
export interface GateRequest {
  /** Folders whose every file is scanned: the results, the releases, a site that is built. */
  directories: readonly string[];
  /** The disclosed reports of the site. */
  reports: readonly Report[];
  /** The reports of each release before. */
  releases?: readonly (readonly Report[])[];
  /** Who approved each release, the oldest first. */
  approvals?: readonly Approval[];
  /** Whether the latest release must be approved. */
  mustBeApproved?: boolean;
  policy: Policy;
  /** Tables of the extract with rows of children, by name. */
  tables: Readonly<Record<string, ExtractTable>>;
}

/** What the gate found, and what it looked at; it holds nothing of the extract. */
export interface GateReport {
  passed: boolean;
  policy: string;
  scan: {files: number; bytes: number; fingerprints: number; canaries: number; canariesFound: number};
  attack: Omit<AttackResult, "findings"> & {width: number};
  curves: Omit<CurveResult, "findings">;
  models: Omit<ModelResult, "findings">;
  releases: number;
  approvals: readonly Approval[];
  findings: GateFinding[];
}

/**
 * The gate before anything is published: scans every byte for rows of the extract, attacks all released
 * counts, figures and curves as a reader would, looks at models and summaries, and at what the differences to
 * earlier releases tell. The scan is tried first on canaries, which must all be found. A site may still be in
 * the making meanwhile: what is returned scans its folder, where one is given, and tells what all found.
 */
export function openGate({
  directories,
  reports,
  releases = [],
  approvals = [],
  mustBeApproved = false,
  policy,
  tables
}: GateRequest): (site: string | null) => GateReport {
  const known = new Set<number>();
  for (const report of reports)
    if (report.provenance === null)
      for (const {value, isDate} of tokens(JSON.stringify(report))) if (isDate) known.add(value);
  const prints = fingerprints(tables, known);
  const scanFile = scanner(prints, policy.rowsAtMost);
  const canaries = canaryFiles(canaryOf(tables, known), policy.rowsAtMost);
  const missed = canaries.filter(({file, bytes}) => scanFile(file, bytes).length === 0);
  const findings: GateFinding[] = missed.map(({leak}) => ({
    part: "scan",
    where: "the scan itself",
    what: `does not find ${leak}`
  }));
  const scan = {
    files: 0,
    bytes: 0,
    fingerprints: prints.size,
    canaries: canaries.length,
    canariesFound: canaries.length - missed.length
  };
  const scanFolder = (directory: string) => {
    for (const file of siteFiles(directory)) {
      const bytes = readFileSync(join(directory, file));
      ++scan.files;
      scan.bytes += bytes.length;
      findings.push(...scanFile(file, bytes));
    }
  };
  for (const directory of directories) scanFolder(directory);
  const {findings: told, ...attack} = countAttack([reports], policy);
  const {findings: recovered, ...curves} = curveAttack(reports, policy);
  const models = reports.map((report) => modelCheck(report, policy));
  findings.push(...told, ...figureAttack(reports, policy), ...recovered);
  findings.push(...reports.flatMap((report) => lagAttack(report, policy)));
  findings.push(...models.flatMap((model) => model.findings));
  if (releases.length > 0)
    for (const finding of countAttack([...releases, reports], policy).findings)
      if (!told.some(({where, what}) => where === finding.where && what === finding.what))
        findings.push({...finding, part: "releases"});
  findings.push(...approvalFindings(approvals, mustBeApproved));
  return (site) => {
    if (site !== null) scanFolder(site);
    return {
      passed: findings.length === 0,
      policy: policy.holder,
      scan,
      attack: {...attack, width: policy.width},
      curves,
      models: {
        estimates: models.reduce((sum, {estimates}) => sum + estimates, 0),
        models: models.reduce((sum, model) => sum + model.models, 0),
        unitsPerCase: models.reduce((most, model) => Math.max(most, model.unitsPerCase), 0)
      },
      releases: releases.length,
      approvals,
      findings
    };
  };
}

/** Approvals that do not count, and, where it must have them, that the latest release has too few. */
function approvalFindings(approvals: readonly Approval[], mustBeApproved: boolean): GateFinding[] {
  const wrong = approvals.flatMap(({version, faults}) =>
    faults.map((what): GateFinding => ({part: "approval", where: version, what}))
  );
  const latest = approvals.at(-1);
  if (!mustBeApproved || latest?.status === "approved") return wrong;
  const what = `must be approved by ${approvalsNeeded} persons; got ${latest?.by.length ?? "no release"}`;
  return [...wrong, {part: "approval", where: latest?.version ?? "data/releases", what}];
}

/** The first rows of the extract that have an identifier, a date of birth, and four telling figures side by side. */
function canaryOf(tables: GateRequest["tables"], known: ReadonlySet<number>): Canary {
  const {persons, ...others} = tables;
  const births = persons.days("birth");
  const row = births.findIndex((day) => day !== NO_DAY && !known.has(day));
  for (const table of Object.values(others)) {
    const columns = table.columns.filter(({kind}) => kind === "number").map(({name}) => table.numbers(name));
    for (let i = 0; i < table.rows; ++i) {
      const figures = columns.map((values) => Math.abs(values[i])).filter(isTelling);
      if (row >= 0 && figures.length >= 4)
        return {id: persons.texts("id")[row], birth: births[row], figures: figures.slice(0, 4)};
    }
  }
  throw new RangeError("tables must hold a child with a date of birth and a row with four figures; got none");
}
