import {spawnSync} from "node:child_process";
import {generateKeyPairSync} from "node:crypto";
import {cpSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {releasesRecord} from "../../../publish/records/releases.js";
import {readChain} from "../../../publish/release/chain.js";
import {recordChanges} from "../../../publish/release/changes.js";
import type {ReleaseDiff} from "../../../publish/release/diffReleases.js";
import {frozenFaults} from "../../../publish/release/frozenFaults.js";
import {publishRelease} from "../../../publish/release/publishRelease.js";
import {readRelease} from "../../../publish/release/readRelease.js";
import {type VerifyRequest, verifyRelease} from "../../../publish/release/verifyRelease.js";
import type {Statement, TableData} from "../../../src/stats/result/report.js";
import {cellsReport} from "../recompute/cellsReport.js";
import {bytesOf, type SmallProject, smallProject} from "./smallProject.js";

/** Four numbers: one that only the data decide, one the code, one a parameter, and one all three. */
const tiny = `import {analysis} from "../analysis.js";
import {factor} from "../steps/factor.js";
import type {Study} from "../study.js";

const parameters = {lagYears: 2};
const rows = (study: Study) => study.table("persons").rows;

export default analysis({
  title: "Tiny",
  question: "What decides a number?",
  reads: ["persons"],
  parameters,
  items: {
    data: (study) => ({kind: "estimate", label: "Data", value: rows(study)}),
    code: () => ({kind: "estimate", label: "Excess", value: factor - 2, lower: factor - 3, upper: factor - 1.5, level: 0.95}),
    parameter: () => ({kind: "estimate", label: "Parameter", value: parameters.lagYears}),
    same: () => ({kind: "estimate", label: "Same", value: 0.1}),
    all: (study) => ({
      kind: "table",
      caption: "All.",
      columns: [{name: "what", label: "What", type: "text"}, {name: "product", label: "Product", type: "number"}],
      rows: [["everything", rows(study) * factor * parameters.lagYears]]
    })
  }
});
`;

let small: SmallProject;
let keyFile: string;
/** What changed between the two releases, with causes. */
let kept: ReleaseDiff;
const releases = () => join(small.root, "data", "releases");
const release = (version: string, ...more: string[]) =>
  small.harmonic(["release", version, "--no-site", "--reason", `Test of ${version}.`, ...more], {
    HARMONIC_SIGNING_KEY: keyFile
  });
const verify = (version: string, more: Partial<VerifyRequest> = {}) =>
  verifyRelease({root: small.root, version, ...more});
const frozen = (version: string) => frozenFaults(readRelease(small.root, version));

beforeAll(() => {
  small = smallProject({"cardiac/tiny": tiny});
  small.write("analyses/steps/factor.ts", "export const factor = 3;\n");
  small.extract("1", 60);
  keyFile = join(small.root, "..", "key.pem");
  const {privateKey} = generateKeyPairSync("ed25519");
  writeFileSync(keyFile, privateKey.export({type: "pkcs8", format: "pem"}));
  small.commit();
});
afterAll(() => small.remove());

test("release writes a version whose sums hold, and the same bytes again (law)", () => {
  const made = release("2026.1");
  expect(made.out, made.err).toMatch(/^released 2026.1: 1 reports, \d+ KiB, signed$/m);
  expect(made.out).toMatch(/5 of 5 numbers to the same bits/);
  expect(made.code).toBe(0);
  const before = bytesOf(releases());
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(["releases.json", "2026.1/ro-crate-metadata.json", "2026.1/key.pem"])
  );
  expect(JSON.stringify(before)).not.toContain(Buffer.from(small.root).toString("base64").slice(0, 20));
  expect(release("2026.1").out).toMatch(/^unchanged 2026.1/m);
  expect(bytesOf(releases())).toEqual(before);
  const sums = () =>
    spawnSync("sha256sum", ["-c", "--quiet", "MANIFEST.sha256"], {cwd: join(releases(), "2026.1")}).status;
  expect(sums()).toBe(0);
  const file = join(releases(), "2026.1", "CITATION.cff");
  const text = readFileSync(file);
  writeFileSync(file, `${text} `);
  expect(sums()).toBe(1);
  writeFileSync(file, text);
});

/** Node of another major on the path, on one processor, as far as there are such: npm was started by one. */
function otherNode(): string[] {
  const own = process.versions.node.split(".")[0];
  const nodes = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  const other = nodes.find((node) => {
    const {status, stdout} = spawnSync(node, ["--version"], {encoding: "utf8"});
    return status === 0 && !stdout.startsWith(`v${own}.`);
  });
  const node = [other ?? process.execPath];
  return spawnSync("taskset", ["--version"]).status === 0 ? ["taskset", "-c", "0", ...node] : node;
}

test("verify finds the same bits on another Node, time zone, language, home and number of processors (law)", () => {
  const variables = {
    TZ: "Pacific/Kiritimati",
    LANG: "tr_TR.UTF-8",
    LC_ALL: "tr_TR.UTF-8",
    HOME: join(small.root, ".."),
    UV_THREADPOOL_SIZE: "1"
  };
  const {code, out, err} = small.harmonic(["verify", "--json"], variables, otherNode());
  expect(err).not.toMatch(/^harmonic:/m);
  expect(JSON.parse(out)).toMatchObject({
    faults: [],
    codeChanges: [],
    reproduction: {level: "bit", compared: 5, bit: 5, failed: 0}
  });
  expect(code).toBe(0);
  const attempts = readFileSync(join(releases(), "attempts", "2026.1.jsonl"), "utf8")
    .trim()
    .split("\n");
  expect(attempts.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({level: "bit", bit: 5})]);
});

const spoilt: [string, string, (text: string) => string, RegExp][] = [
  [
    "a result",
    "reports/cardiac/tiny/results.json",
    (text) => text.replace('"value":0.1', '"value":0.2'),
    /^result reports\/cardiac\/tiny\/results.json: changed$/
  ],
  [
    "a download",
    "reports/cardiac/tiny/all.csv",
    (text) => `${text} `,
    /^download reports\/cardiac\/tiny\/all.csv: changed$/
  ],
  [
    "the manifest of sums",
    "MANIFEST.sha256",
    (text) => text.replace(/^\w/, (digit) => (digit === "0" ? "1" : "0")),
    /^MANIFEST.sha256: must have SHA-256 \w{64}, as the chain says; got \w{64}$/
  ],
  [
    "the attestation",
    "attestation.dsse.json",
    (text) =>
      text.replace(/"sig":\s*"../, (start) => `${start.slice(0, -2)}${start.endsWith("AA") ? "BB" : "AA"}`),
    /^attestation.dsse.json: signature must hold for the attestation; got one that does not$/
  ]
];

for (const [what, file, spoil, fault] of spoilt) {
  test(`frozenFaults name a changed byte in ${what} (by hand)`, () => {
    const path = join(releases(), "2026.1", file);
    const text = readFileSync(path, "utf8");
    try {
      writeFileSync(path, spoil(text));
      expect(readFileSync(path, "utf8")).not.toBe(text);
      expect(frozen("2026.1")).toContainEqual(expect.stringMatching(fault));
    } finally {
      writeFileSync(path, text);
    }
  });
}

test("verify names the number that a falsified result gives, and a changed file of data (by hand)", async () => {
  const path = join(releases(), "2026.1", "reports/cardiac/tiny/results.json");
  const data = join(small.root, ".harmonic", "extract", "small-1", "events.arrow");
  const [text, bytes] = [readFileSync(path, "utf8"), readFileSync(data)];
  writeFileSync(path, text.replace('"value":0.1', '"value":0.2'));
  const {code, out} = small.harmonic(["verify", "2026.1", "--no-record"]);
  expect(out).toMatch("failed   cardiac/tiny#same: value 0.2 published, 0.1 computed\n");
  expect(out).toMatch("partial: of 5 numbers 4 have the same bits, 0 agree within tolerance, 1 failed");
  expect(code).toBe(1);
  writeFileSync(path, text);
  writeFileSync(data, bytes.subarray(1));
  expect((await verify("2026.1", {frozenOnly: true})).faults).toEqual(["data events.arrow: changed"]);
  writeFileSync(data, bytes);
});

test("release refuses other bytes under a version, and leaves the old ones as they are (law)", () => {
  const before = bytesOf(join(releases(), "2026.1"));
  small.extract("2", 80);
  small.edit("analyses/cardiac/tiny.ts", "lagYears: 2", "lagYears: 5");
  small.write("analyses/steps/factor.ts", "export const factor = 1.25;\n");
  const why = small.harmonic(["why", "cardiac/tiny"]).out;
  expect(why).toMatch(/^cardiac\/tiny is stale; last computed /);
  expect(why).toMatch(/data +table persons: 70 → 90 rows/);
  expect(why).toMatch(/code +analyses\/steps\/factor.ts: changed/);
  expect(why).toMatch(/parameters +lagYears: 2 → 5/);
  small.commit();
  const refused = release("2026.1");
  expect(refused.err).toMatch(
    /^harmonic: version must be a new one, for 2026.1 is published with other bytes; got another \S+$/m
  );
  expect(refused.code).toBe(2);
  expect(release("2026.2", "--conclusions-changed", "yes").code).toBe(0);
  expect(bytesOf(join(releases(), "2026.1"))).toEqual(before);
  const chain = readChain(small.root);
  expect(chain.map(({version, conclusionsChanged}) => [version, conclusionsChanged])).toEqual([
    ["2026.1", null],
    ["2026.2", true]
  ]);
  expect(chain[1].previous).toBe(chain[0].hash);
});

test("verify computes an old release by the code of its commit, and names what changed since (law)", async () => {
  const commit = readRelease(small.root, "2026.1").reports[0].manifest.code.commit;
  expect(await verify("2026.1")).toMatchObject({
    code: `commit ${commit}`,
    faults: [],
    codeChanges: ["analyses/cardiac/tiny.ts", "analyses/steps/factor.ts"],
    reproduction: {level: "bit"}
  });
  const here = await verify("2026.1", {here: true});
  expect(here.reproduction).toMatchObject({level: "partial", bit: 2, failed: 3});
});

test("diff --attribute names the cause of every change where data, code and a parameter changed at once (by hand)", () => {
  const {out, err} = small.harmonic(["diff", "2026.1", "2026.2", "--attribute", "--json"]);
  expect(err).not.toMatch(/^harmonic:/m);
  const diff = JSON.parse(out) as ReleaseDiff;
  kept = diff;
  expect(diff).toMatchObject({from: "2026.1", to: "2026.2", conclusionsChanged: true, compared: 5});
  const found = diff.changes.map(({id, delta, flags, causes}) => ({id, delta, flags, causes}));
  expect(found).toEqual([
    {id: "cardiac/tiny#data", delta: 20, flags: [], causes: ["data"]},
    {
      id: "cardiac/tiny#code",
      delta: -1.75,
      flags: ["sign", "crosses null", "outside the old interval"],
      causes: ["code"]
    },
    {id: "cardiac/tiny#parameter", delta: 3, flags: [], causes: ["parameters"]},
    {
      id: "cardiac/tiny#all/everything/product",
      delta: 90 * 1.25 * 5 - 70 * 3 * 2,
      flags: [],
      causes: ["data", "code", "parameters"]
    }
  ]);
  expect(diff.changes[1].deltaOverSe).toBeCloseTo(-1.75 / (1.5 / (2 * 1.959963984540054)), 12);
  const product = diff.changes[3].effects!.map(({factor, delta}) => [factor, delta]);
  expect(product).toEqual([
    ["data", 20 * 3 * 2],
    ["code", 70 * (1.25 - 3) * 2],
    ["parameters", 70 * 3 * 3]
  ]);
});

const kills = {measured: "2026-09-21", kills: 50, rounds: 10, resumedByAtOnce: 2, sameBytes: 10};

test("releasesRecord tells the chain, what changed in words and numbers, and the causes that were kept (by hand)", () => {
  const items = () => {
    const {chain, summary, inputs, changes, present} = releasesRecord(
      small.root,
      {name: "small", version: "1"},
      kills
    ).items;
    return {chain, summary, inputs, changes, present} as unknown as Record<string, TableData> &
      Record<"summary" | "present", Statement>;
  };
  const told = items();
  const chain = (version: string) =>
    Object.fromEntries(
      told.chain.rows
        .filter(([release]) => release === `${version}, of 2026-09-21`)
        .map((row) => row.slice(1))
    );
  expect(told.chain.rows[0][0]).toBe("2026.2, of 2026-09-21");
  expect(chain("2026.2")).toMatchObject({
    Why: "Test of 2026.2.",
    Conclusions: "changed",
    Extract: "small 2",
    "Computed again when made": "5 of 5 numbers to the same bits",
    Signed: "yes",
    Approved: "not yet: a draft"
  });
  expect(chain("2026.1")).toMatchObject({
    Conclusions: "not said",
    "Computed again since": "once: the same bits"
  });
  expect(told.summary.text).toBe(
    "From 2026.1 to 2026.2, 4 of 5 published numbers changed; of those outside figures, 1 left its old interval, 1 went to the other side of no effect, 1 has an interval that now holds no effect, or no longer does. Test of 2026.2. The conclusions changed."
  );
  expect(told.present.text).toBe(
    "The site itself shows the present state of the reports, computed from extract small 1. The latest release, 2026.2, is of another, small 2: its numbers are read there."
  );
  expect(told.inputs.rows).toContainEqual(["parameters", "lagYears", "2 → 5", 1]);
  const cause = () =>
    items()
      .changes.rows.find(([report, number]) => report === "Tiny" && number === "Parameter")!
      .at(5);
  expect(cause()).toBe("data, parameters, code");
  recordChanges(small.root, kept);
  expect(cause()).toBe("parameters");
});

test("verify without the extract gives what the published files determine (by hand)", async () => {
  const extract = join(small.root, ".harmonic", "extract");
  renameSync(extract, `${extract}-away`);
  try {
    expect(await verify("2026.2")).toMatchObject({
      faults: [],
      reproduction: null,
      notComputed: "extract small 2 is not at hand"
    });
  } finally {
    renameSync(`${extract}-away`, extract);
  }
});

test("verify without the extract computes again what published values determine, and names what is wrong (by hand)", async () => {
  const extract = join(small.root, ".harmonic", "extract");
  const file = join(releases(), "2026.2", "reports", "cardiac", "tiny", "results.json");
  const text = readFileSync(file, "utf8");
  const {items, recompute} = cellsReport();
  const put = (change: (fitted: NonNullable<typeof recompute>) => void) => {
    change(recompute!);
    writeFileSync(file, JSON.stringify({...JSON.parse(text), items, recompute}));
  };
  renameSync(extract, `${extract}-away`);
  try {
    put(() => {});
    const {recomputed, reproduction} = await verify("2026.2");
    expect(recomputed).toEqual({figures: 16, agreeing: 16, digits: Infinity, wrong: []});
    expect(reproduction).toBeNull();
    put(({fits}) => void (fits[0].parameters[0].estimate! += 1e-8));
    const {out, code} = small.harmonic(["verify", "2026.2", "--no-record"]);
    expect(out).toMatch(/^wrong {4}cardiac\/tiny#cells: ERR per 100 mGy: estimate does not follow/m);
    expect(out).toMatch(/^published values: 15 of 16 figures that follow from them agree to the last bit$/m);
    expect(code).toBe(1);
  } finally {
    writeFileSync(file, text);
    renameSync(`${extract}-away`, extract);
  }
});

test("readChain finds a changed entry, and one that was taken out (by hand)", () => {
  const file = join(releases(), "releases.json");
  const text = readFileSync(file, "utf8");
  try {
    writeFileSync(file, text.replace("Test of 2026.1.", "Test of 2026.0."));
    expect(() => readChain(small.root)).toThrow(/^hash of 2026.1 must be \w{64}; got \w{64}$/);
    writeFileSync(file, JSON.stringify(JSON.parse(text).slice(1)));
    expect(small.harmonic(["verify"]).err).toMatch(
      /^harmonic: previous of 2026.2 must be null; got \w{64}$/m
    );
  } finally {
    writeFileSync(file, text);
  }
});

test("publishRelease puts a whole release where one was cut off before the chain told of it (by hand)", async () => {
  const folder = join(releases(), "2026.3");
  cpSync(join(releases(), "2026.2"), folder, {recursive: true});
  const files = new Map([["MANIFEST.sha256", Buffer.from("")]]);
  const news = {
    version: "2026.3",
    date: "2026-09-21T13:33:20+00:00",
    reason: "Test.",
    conclusionsChanged: null
  };
  expect(await publishRelease(small.root, {...news, signed: false}, files)).toBe(true);
  expect(Object.keys(bytesOf(folder))).toEqual(["MANIFEST.sha256"]);
  expect(readChain(small.root).at(-1)).toMatchObject(news);
});
