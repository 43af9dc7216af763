import {expect, test} from "vitest";
import {beams, distanceFromField, reaches} from "../../analyses/definitions/outOfField.js";
import report from "../../analyses/dosimetry/out-of-field.js";
import {outOfFieldDose} from "../../src/stats/dose/outOfFieldDose.js";
import type {Estimate, Table} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy(11, 500, 1500);
const table = (name: string) => report.items[name](study.restrict("test", report.reads)) as Table;
const at = ({columns}: Table, name: string) => columns.findIndex((column) => column.name === name);

test("the beams pass through what was measured: photons at the thyroid, a scanned beam at 10 and 30 cm (by hand)", () => {
  expect(1000 * outOfFieldDose(beams.photon.parts[0], 50, 12)).toBeCloseTo(Math.sqrt(348 * 300), 9);
  expect(1000 * outOfFieldDose(beams.photon.parts[0], 50, 23.5)).toBeCloseTo(Math.sqrt(110 * 120), 9);
  const scanned = [5, 25].map((cm) => beams.scanned.parts.map((part) => outOfFieldDose(part, 1000, cm)));
  expect(scanned.flat().map((dose) => Number(dose.toPrecision(12)))).toEqual([0.5, 0.7, 0.02, 0.06]);
});

test("distanceFromField is along the body from the nearer edge, and none inside the field or beyond the ages (by hand)", () => {
  expect(distanceFromField("CNS", "thyroid", 5)).toBeCloseTo((0.185 - 0.09) * 109, 9);
  expect(distanceFromField("pelvis", "heart", 7.5)).toBeCloseTo((0.44 - 0.275) * 123.5, 9);
  expect(distanceFromField("CNS", "brain", 5)).toBeNull();
  expect(distanceFromField("CNS", "thyroid", 22.1)).toBeNull();
  expect(reaches(beams.scanned, 25.1)).toBe(false);
});

test("courses out of the model's reach are counted and given no dose (law)", () => {
  for (const name of ["photons", "scanned-protons", "scattered-protons"]) {
    const found = table(name);
    const [all, courses, lower, dose, upper] = ["all", "courses", "lower", "dose", "upper"].map((column) =>
      at(found, column)
    );
    expect(found.rows.length).toBeGreaterThan(5);
    for (const row of found.rows) {
      expect(row[courses] as number).toBeLessThanOrEqual(row[all] as number);
      expect((row[dose] as number) / (row[lower] as number)).toBeCloseTo(
        (row[upper] as number) / (row[dose] as number),
        9
      );
    }
  }
  const {value} = report.items["photon"](study.restrict("test", report.reads)) as Estimate;
  const thyroid = table("photons").rows.find(([target, organ]) => target === "CNS" && organ === "thyroid")!;
  expect(value).toBe(thyroid[at(table("photons"), "dose")]);
});
