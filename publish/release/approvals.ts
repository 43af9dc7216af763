import {createPublicKey, type KeyObject} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {appendLine} from "./appendLine.js";
import {type Approver, approvalsNeeded, readApprovers} from "./approvers.js";
import {attest, attestationFaults, type Envelope, keyId} from "./attestation.js";
import {readChain, releasesDirectory} from "./chain.js";
import {byteFaults, frozenFaults} from "./frozenFaults.js";
import {type Release, readRelease} from "./readRelease.js";
import {sha256} from "./sha256.js";

/** Whether a release is approved, and by whom. */
export interface Approval {
  version: string;
  /** A release is a draft until two persons have approved its bytes. */
  status: "approved" | "draft";
  by: {name: string; orcid: string; date: string}[];
  /** Why approvals that there are do not count, one line each. */
  faults: string[];
}

interface Statement {
  subject: {name: string; digest: {sha256: string}}[];
  predicate: {version: string; orcid: string; date: string};
}

/**
 * Approves a release: appends to `data/releases/approvals/VERSION.jsonl`, outside the frozen bytes, a statement
 * over the hash of its manifest, signed by the approver.
 * @throws RangeError when the person is not in `data/approvers.json` with this key, or has approved it; Error
 *   when the release is not as it was made.
 */
export function approve(
  root: string,
  {version, orcid, key, date}: {version: string; orcid: string; key: KeyObject; date: string}
): Approval {
  const release = readRelease(root, version);
  const approver = readApprovers(root).find((one) => one.orcid === orcid);
  if (!approver) throw new RangeError(`approver must be named in data/approvers.json; got ${orcid}`);
  const known = keyId(createPublicKey(approver.key));
  if (keyId(key) !== known)
    throw new RangeError(`key must be that of ${orcid} in data/approvers.json, ${known}; got ${keyId(key)}`);
  const [fault] = frozenFaults(release);
  if (fault) throw new Error(`release must be as it was made to be approved; got ${fault}`);
  if (approvalOf(root, release).by.some((one) => one.orcid === orcid))
    throw new RangeError(`approval must be by another person; got ${orcid}, who has approved ${version}`);
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: subjectOf(release),
    predicateType: "urn:harmonic:approval:1",
    predicate: {version, orcid, date}
  };
  const file = join(releasesDirectory(root), "approvals", `${version}.jsonl`);
  appendLine(file, JSON.stringify(attest(statement, key)));
  return approvalOf(root, release);
}

/**
 * Who has approved a release. An approval counts when its signature is by the key of a person whom
 * `data/approvers.json` names, over the manifest and the attestation that the release has now, and every byte
 * of the release is as the manifest says; a person counts once.
 */
export function approvalOf(root: string, release: Omit<Release, "reports" | "modules" | "pin">): Approval {
  const {version} = release.entry;
  const file = join(releasesDirectory(root), "approvals", `${version}.jsonl`);
  const lines = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
  if (lines.length === 0) return {version, status: "draft", by: [], faults: []};
  const [changed] = byteFaults(release);
  if (changed) return {version, status: "draft", by: [], faults: [`approvals are void: ${changed}`]};
  const approvers = readApprovers(root);
  const by: Approval["by"] = [];
  const faults: string[] = [];
  lines.forEach((line, k) => {
    const read = readApproval(line, release, approvers);
    if (typeof read === "string") faults.push(`approval ${k + 1} of ${version}: ${read}`);
    else if (!by.some(({orcid}) => orcid === read.orcid)) by.push(read);
  });
  return {version, status: by.length >= approvalsNeeded ? "approved" : "draft", by, faults};
}

/** Who approved each release, the oldest first. */
export function approvals(root: string): Approval[] {
  return readChain(root).map(({version}) => approvalOf(root, readRelease(root, version)));
}

/** Who approved, or what is wrong with the approval. */
function readApproval(
  line: string,
  release: Pick<Release, "directory" | "entry">,
  approvers: readonly Approver[]
): Approval["by"][number] | string {
  try {
    const envelope = JSON.parse(line) as Envelope;
    const {subject, predicate} = JSON.parse(
      Buffer.from(envelope.payload, "base64").toString("utf8")
    ) as Statement;
    const approver = approvers.find(({orcid}) => orcid === predicate.orcid);
    if (!approver) return `approver must be named in data/approvers.json; got ${predicate.orcid}`;
    const [fault] = attestationFaults(envelope, release.entry.manifest, approver.key);
    if (fault) return fault;
    if (predicate.version !== release.entry.version)
      return `version must be ${release.entry.version}; got ${predicate.version}`;
    if (JSON.stringify(subject) !== JSON.stringify(subjectOf(release)))
      return "approval must be of the release's attestation; got another";
    return {name: approver.name, orcid: approver.orcid, date: predicate.date};
  } catch {
    return "must be a signed statement; got what cannot be read";
  }
}

/** The two files that all others hang on. */
function subjectOf({directory, entry}: Pick<Release, "directory" | "entry">): Statement["subject"] {
  return [
    {name: "MANIFEST.sha256", digest: {sha256: entry.manifest}},
    {
      name: "attestation.dsse.json",
      digest: {sha256: sha256(readFileSync(join(directory, "attestation.dsse.json")))}
    }
  ];
}
