import {expect, test} from "vitest";
import {checkOneExtract, readReport} from "../../../publish/site/readReport.js";
import type {Report} from "../../../src/stats/result/report.js";
import {fixtureProject} from "../../site/fixtureProject.js";
import {cardiacEvents, leukaemia} from "../../site/fixtures.js";

function withTable(report: Report, sha256: string): Report {
  const provenance = report.provenance!;
  const [first, ...rest] = provenance.extract.tables;
  return {
    ...report,
    provenance: {...provenance, extract: {...provenance.extract, tables: [{...first, sha256}, ...rest]}}
  };
}

test("checkOneExtract lets pass reports of one extract and names two that are not (by hand)", () => {
  expect(() => checkOneExtract([leukaemia, cardiacEvents])).not.toThrow();
  expect(() => checkOneExtract([leukaemia, withTable(cardiacEvents, "f".repeat(64))])).toThrow(
    /^table persons must be the same in all reports; got ca4aba\w+ in cardiac\/leukaemia, f{64} in radiotherapy\/cardiac-events/
  );
});

test("readReport gives null for a report that is not there and refuses one whose key is not its inputs' (by hand)", async () => {
  const root = await fixtureProject({reports: [leukaemia, withTable(cardiacEvents, "f".repeat(64))]});
  expect(readReport(root, "cardiac/gone")).toBeNull();
  expect(readReport(root, "cardiac/leukaemia")).toEqual(leukaemia);
  expect(() => readReport(root, "radiotherapy/cardiac-events")).toThrow(
    "key of radiotherapy/cardiac-events must be that of its inputs"
  );
});
