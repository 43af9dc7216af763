import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, statfsSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {bytesOf, type SmallProject, smallProject} from "./smallProject.js";

/** One number that a factor decides, and a text of 200 KB, so that a release has some size. */
const long = `import {analysis} from "../analysis.js";

const factor = 3;

export default analysis({
  title: "Long",
  question: "Does it fit?",
  reads: ["persons"],
  parameters: {factor},
  items: {
    rows: (study) => ({kind: "estimate", label: "Rows", value: factor * study.table("persons").rows}),
    text: () => ({
      kind: "table",
      caption: "Long.",
      columns: [{name: "what", label: "What", type: "text"}, {name: "value", label: "Value", type: "number"}],
      rows: Array.from({length: 1000}, (_, k) => ["x".repeat(180) + k, k + factor])
    })
  }
});
`;

const disk = mkdtempSync(join(tmpdir(), "harmonic-disk-"));
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", disk]).status === 0;
const onDisk = mounted ? test : test.skip;
const reason = mounted ? "" : " – left out: only root can make a disk of 64 MB";

const temporary = process.env["TMPDIR"];
let small: SmallProject;
const filler = () => join(disk, "filler");
const releases = () => bytesOf(join(small.root, "data", "releases"));
const results = () => bytesOf(join(small.root, "src", "results"));

/** Runs a command with so many KiB left on the disk. */
function withRoom(kibibytes: number, ...words: string[]): {code: number | null; said: string} {
  const {bavail, bsize} = statfsSync(disk);
  writeFileSync(filler(), Buffer.alloc(Math.max(0, bavail * bsize - 1024 * kibibytes)));
  try {
    const {code, out, err} = small.harmonic(words, {TSX_DISABLE_CACHE: "1"});
    return {code, said: out + err};
  } finally {
    rmSync(filler(), {force: true});
  }
}

beforeAll(() => {
  if (!mounted) return;
  process.env["TMPDIR"] = disk;
  small = smallProject({"cardiac/long": long});
  small.extract("1", 60);
  small.commit();
  const {code, out, err} = small.harmonic(["release", "2026.1", "--no-site", "--reason", "First."]);
  expect(code, out + err).toBe(0);
});
afterAll(() => {
  if (mounted) {
    small?.remove();
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
    spawnSync("umount", ["--lazy", disk]);
  }
  rmSync(disk, {recursive: true, force: true});
});

onDisk(
  `harmonic run on a full disk names what had no room and keeps all that was there (law)${reason}`,
  () => {
    const [before, released] = [results(), releases()];
    small.edit("analyses/cardiac/long.ts", "factor = 3", "factor = 4");
    const {code, said} = withRoom(64, "run");
    expect(code).toBe(1);
    expect(said).toMatch(
      /long(\.json must fit on the disk; got|: computed, but could not be kept: .*)\W*ENOSPC/
    );
    // A result that could not be kept was computed all the same: the site has the old one or the new, whole.
    for (const [file, bytes] of Object.entries(results()))
      if (file === "cardiac/long.json" && bytes !== before[file])
        expect(Buffer.from(bytes, "base64").toString()).toContain('"factor":4');
    expect(releases()).toEqual(released);
    expect(small.harmonic(["run"]).code).toBe(0);
  }
);

onDisk(`harmonic release on a full disk publishes nothing, whatever room there is (law)${reason}`, () => {
  small.commit();
  const before = releases();
  const release = ["release", "2026.2", "--no-site", "--reason", "Second."];
  for (const [room, named] of [
    [8, /^harmonic: .*ENOSPC/m],
    [300, /^harmonic: release 2026\.2 must fit on the disk; got ENOSPC/m]
  ] as const) {
    const {code, said} = withRoom(room, ...release);
    expect(said).toMatch(named);
    expect(code).toBe(1);
    expect(releases()).toEqual(before);
  }
  expect(small.harmonic(release).code).toBe(0);
  expect(Object.keys(releases())).toContain("2026.2/MANIFEST.sha256");
});

onDisk(
  `harmonic verify on a full disk says so, fails no number, and records no attempt (law)${reason}`,
  () => {
    const before = releases();
    const {code, said} = withRoom(64, "verify", "2026.2");
    expect(said).toMatch(/^harmonic: .*(ENOSPC|No space left)/m);
    expect(said).not.toMatch(/^failed/m);
    expect(code).toBe(1);
    expect(releases()).toEqual(before);
    expect(small.harmonic(["verify", "2026.2"]).code).toBe(0);
    expect(Object.keys(releases())).toContain("attempts/2026.2.jsonl");
  }
);
