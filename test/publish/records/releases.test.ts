import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {releasesRecord} from "../../../publish/records/releases.js";

test("releasesRecord of a project without a release says so (by hand)", () => {
  const kills = {measured: "2026-11-25", kills: 50, rounds: 11, resumedByAtOnce: 2, sameBytes: 10};
  const {items} = releasesRecord(
    mkdtempSync(join(tmpdir(), "harmonic-none-")),
    {name: "harmonic-synthetic", version: "2026.1"},
    kills
  );
  expect(items.chain).toMatchObject({rows: []});
  expect(items.summary).toEqual({kind: "statement", text: "No release has been made yet."});
  expect(items.present).toEqual({
    kind: "statement",
    text: "The site itself shows the present state of the reports, computed from extract harmonic-synthetic 2026.1."
  });
  expect(items.interrupted).toEqual({
    kind: "statement",
    text: "On 2026-11-25, 50 runs were killed by SIGKILL at random moments, in 11 rounds. In each round 2 runs at once then took up what was left: 10 of 11 rounds ended with the bytes of a run that nobody disturbed."
  });
});
