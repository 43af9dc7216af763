import {generateKeyPairSync, type KeyObject} from "node:crypto";
import {appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {approvals, approve} from "../../../publish/release/approvals.js";
import {readApprovers} from "../../../publish/release/approvers.js";
import {attest, publicPem, releaseStatement} from "../../../publish/release/attestation.js";
import {publishRelease} from "../../../publish/release/publishRelease.js";
import {sha256} from "../../../publish/release/sha256.js";
import {type Files, sumsText} from "../../../publish/release/sums.js";

const project = new URL("../../..", import.meta.url).pathname;
const orcids = ["0000-0000-0000-0001", "0000-0000-0000-0002", "0000-0000-0000-0003"];
const date = "2026-09-21T13:33:20+00:00";
let root: string;
let keys: KeyObject[];

/** A project with one release of no report, and three persons who may approve it. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "harmonic-approve-"));
  mkdirSync(join(root, "data"));
  keys = orcids.map(() => generateKeyPairSync("ed25519").privateKey);
  writeApprovers(orcids.map((orcid, k) => ({name: `Person ${k + 1}`, orcid, key: publicPem(keys[k])})));
  const files: Files = new Map([
    ["code.json", Buffer.from("{}")],
    ["extract.json", readFileSync(join(project, "data", "extract.json"))]
  ]);
  const manifest = Buffer.from(sumsText(files));
  files.set("MANIFEST.sha256", manifest);
  const statement = releaseStatement(sha256(manifest), {});
  files.set("attestation.dsse.json", Buffer.from(JSON.stringify(attest(statement, null))));
  const news = {version: "2026.1", date, reason: "Test.", conclusionsChanged: null, signed: false};
  await publishRelease(root, news, files);
});
afterEach(() => rmSync(root, {recursive: true}));

function writeApprovers(list: unknown): void {
  writeFileSync(join(root, "data", "approvers.json"), JSON.stringify(list));
}

const sign = (k: number, more: Partial<Parameters<typeof approve>[1]> = {}) =>
  approve(root, {version: "2026.1", orcid: orcids[k], key: keys[k], date, ...more});
const file = (name: string) => join(root, "data", "releases", name);

test("a release is a draft until two persons have approved it, each once (by hand)", () => {
  expect(approvals(root)).toEqual([{version: "2026.1", status: "draft", by: [], faults: []}]);
  expect(sign(0)).toMatchObject({status: "draft", by: [{name: "Person 1"}]});
  expect(() => sign(0)).toThrow(
    "approval must be by another person; got 0000-0000-0000-0001, who has approved 2026.1"
  );
  expect(sign(2)).toEqual({
    version: "2026.1",
    status: "approved",
    by: [
      {name: "Person 1", orcid: orcids[0], date},
      {name: "Person 3", orcid: orcids[2], date}
    ],
    faults: []
  });
});

test("approve refuses a stranger, another's key, and a release that is not as it was made (by hand)", () => {
  expect(() => sign(0, {orcid: "0000-0000-0000-0009"})).toThrow(
    "approver must be named in data/approvers.json; got 0000-0000-0000-0009"
  );
  expect(() => sign(0, {key: keys[1]})).toThrow(
    /^key must be that of 0000-0000-0000-0001 .*; got [0-9a-f]{64}$/
  );
  expect(() => sign(0, {version: "2026.2"})).toThrow(
    "version must be that of a release (2026.1); got 2026.2"
  );
  appendFileSync(file("2026.1/code.json"), " ");
  expect(() => sign(0)).toThrow("release must be as it was made to be approved; got file code.json: changed");
});

test("any changed byte of a release makes its approvals void (by hand)", () => {
  sign(0);
  sign(1);
  for (const name of ["code.json", "extract.json", "MANIFEST.sha256", "attestation.dsse.json"]) {
    const bytes = readFileSync(file(`2026.1/${name}`));
    const other = Buffer.concat([bytes, Buffer.from("\n")]);
    writeFileSync(file(`2026.1/${name}`), other);
    const [{status, by, faults}] = approvals(root);
    expect([status, by, faults.length > 0], name).toEqual(["draft", [], true]);
    writeFileSync(file(`2026.1/${name}`), bytes);
  }
  writeFileSync(file("2026.1/more.txt"), "more");
  expect(approvals(root)[0].faults).toEqual(["approvals are void: file more.txt: not in the manifest"]);
  rmSync(file("2026.1/more.txt"));
  expect(approvals(root)[0].status).toBe("approved");
});

test("an approval that was made up, copied or is of a stranger does not count, and is said so (by hand)", () => {
  sign(0);
  const path = file("approvals/2026.1.jsonl");
  const [line] = readFileSync(path, "utf8").split("\n");
  appendFileSync(path, `${line}\n`);
  expect(approvals(root)[0]).toMatchObject({status: "draft", by: [{orcid: orcids[0]}], faults: []});
  const forged = JSON.parse(line);
  const payload = Buffer.from(forged.payload, "base64").toString("utf8").replace(orcids[0], orcids[1]);
  forged.payload = Buffer.from(payload).toString("base64");
  appendFileSync(path, `${JSON.stringify(forged)}\nnonsense\n`);
  const {status, faults} = approvals(root)[0];
  expect(status).toBe("draft");
  expect(faults).toEqual([
    expect.stringMatching(/^approval 3 of 2026.1: signature must be by key \w{64}; got \w{64}$/),
    "approval 4 of 2026.1: must be a signed statement; got what cannot be read"
  ]);
  writeApprovers([]);
  expect(approvals(root)[0].faults[0]).toBe(
    `approval 1 of 2026.1: approver must be named in data/approvers.json; got ${orcids[0]}`
  );
});

test("readApprovers wants an ORCID and a key of each their own (by hand)", () => {
  const [{key}] = readApprovers(root);
  writeApprovers([{name: "A", orcid: "1", key}]);
  expect(() => readApprovers(root)).toThrow(/^\/0\/orcid must match pattern .* in data\/approvers.json$/);
  writeApprovers(orcids.map((orcid) => ({name: "A", orcid, key})));
  expect(() => readApprovers(root)).toThrow(
    "approvers must have an ORCID and a key of their own; got 0000-0000-0000-0002 with another's in data/approvers.json"
  );
  writeApprovers([{name: "A", orcid: orcids[0], key: "-----BEGIN PUBLIC KEY-----"}]);
  expect(() => readApprovers(root)).toThrow(
    "key must be a public key in PEM; got none for 0000-0000-0000-0001"
  );
});
