import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {releasesRecord} from "../../../publish/records/releases.js";

test("releasesRecord of a project without a release says so (by hand)", () => {
  const {items} = releasesRecord(mkdtempSync(join(tmpdir(), "harmonic-none-")));
  expect(items.chain).toMatchObject({rows: []});
  expect(items.summary).toEqual({kind: "statement", text: "No release has been made yet."});
});
