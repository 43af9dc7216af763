import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {realisedDoses} from "../../analyses/definitions/doseError.js";
import {lung, marrow} from "../../analyses/definitions/organs.js";
import {lymphoHaematopoietic} from "../../analyses/definitions/outcomes.js";
import {procedures} from "../../analyses/definitions/procedures.js";
import {cardiacCancer} from "../../analyses/designs/cardiacCancer.js";
import {fitEach, realisedModel} from "../../analyses/designs/doseMethods.js";
import {fitExcess} from "../../analyses/designs/doseResponse.js";
import {doseErrorSentence} from "../../analyses/steps/doseError.js";
import {doseMethodForest} from "../../analyses/steps/doseMethods.js";
import {pinFolder} from "../../loaders/pinFolder.js";
import {generateExtract, writeExtract} from "../../loaders/synthetic/generate.js";
import {openStudy} from "../../publish/openStudy.js";
import type {Figure, Statement} from "../../src/stats/result/report.js";
import {realisationsFile} from "../loaders/realisationsTable.js";

const extract = {seed: 11, cardiac: 6000, radiotherapy: 20};
const folder = mkdtempSync(join(tmpdir(), "harmonic-"));
afterAll(() => rmSync(folder, {recursive: true}));
writeExtract(folder, extract);
const {tables} = generateExtract(extract);
const file = join(folder, "dose_realisations.arrow");
const opened = (version: string, factor: (r: number, row: number) => number, count = 4) => {
  writeFileSync(file, realisationsFile(tables.procedures, count, factor));
  return openStudy(folder, undefined, pinFolder(folder, {name: "shipped", version}));
};
const {study, pin, findings} = await opened("1", (r) => 1 + r / 4);
const design = cardiacCancer(lymphoHaematopoietic, marrow, {lagYears: 2, doseBands: [0, 3, 6, 10]});

test("an extract that ships realisations is pinned, pulled and opened with them, without a finding (by hand)", () => {
  const entry = pin.tables.find(({name}) => name === "dose_realisations")!;
  expect(entry.rows).toBe(4 * procedures(study).order.length);
  expect(findings.filter(({table}) => table === "dose_realisations")).toEqual([]);
  expect(study.realisations()!.count).toBe(4);
});

test("realisedDoses are those that the extract ships, by organ, and as many as there are (by hand)", () => {
  const {order} = procedures(study);
  for (const organ of [marrow, lung]) {
    const {count, rows, read} = realisedDoses(study, organ, {realisations: 1000, seed: 1});
    expect(count).toBe(4);
    const dose = new Float64Array(rows);
    read(2, dose);
    const recorded = study.table("procedures").numbers(organ.procedureColumn);
    order.forEach((row, place) => {
      if (Math.abs(dose[place] / recorded[row] - 1.5) > 1e-6)
        expect.fail(`${dose[place]} of ${recorded[row]}`);
    });
  }
  expect(realisedDoses(study, marrow, {realisations: 3, seed: 1}).count).toBe(3);
});

test("a dose that is larger in proportion has a slope smaller in proportion, and pages tell of the extract's (law)", () => {
  const drawn = {realisations: 4, seed: 1};
  const {estimates} = fitEach(study, design, drawn)!;
  const [main] = fitExcess(study, design).parameters;
  const scaled = Array.from(estimates, (slope, r) => slope * (1 + r / 4));
  for (const slope of scaled) expect(slope).toBeCloseTo(main.estimate, 6);
  expect(realisedModel(study, design, drawn).count).toBe(4);
  expect((doseErrorSentence()(study) as Statement).text).toContain("4 realisations of all doses");
  expect((doseMethodForest(design, {realisations: 1000, seed: 1})(study) as Figure).caption).toContain(
    "by 4 realisations"
  );
});

test("an analysis reads shipped realisations only if it says so (by hand)", () => {
  expect(() => study.restrict("a", ["persons", "procedures"]).realisations()).toThrow(
    "reads must list every table used; got dose_realisations in a"
  );
});

test("openStudy stops at a negative dose among the realisations, and at a pin of other bytes (by hand)", async () => {
  await expect(opened("2", (r, row) => (r === 3 && row === 5 ? -1 : 1))).rejects.toThrow(
    /^dose_realisations\.dose_marrow_mgy must be ≥ 0 mGy and finite \(1 of \d+ rows do not keep to it\), and 6 more/
  );
  const changed = {...pin, version: "3"};
  await expect(openStudy(folder, undefined, changed)).rejects.toThrow(
    /dose_realisations\.arrow must have (SHA-256|\d+ bytes)/
  );
});
