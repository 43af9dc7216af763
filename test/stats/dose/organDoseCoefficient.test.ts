import {expect, test} from "vitest";
import reference from "../../../data/reference/dose-conversion.json" with {type: "json"};
import {organDoseCoefficient} from "../../../src/stats/dose/organDoseCoefficient.js";

const table = {perPka: 0.8, ageYears: 1, organs: {marrow: 1, lung: 6}, ages: [0, 1, 5], byAge: [4, 2, 0.5]};

test("organDoseCoefficient is the table's at its ages and the geometric mean half way (by hand)", () => {
  expect(organDoseCoefficient(table, "marrow", 1)).toBeCloseTo(0.8, 12);
  expect(organDoseCoefficient(table, "lung", 0)).toBeCloseTo(9.6, 12);
  expect(organDoseCoefficient(table, "marrow", 3)).toBeCloseTo(0.4, 12);
  expect(organDoseCoefficient(table, "marrow", 5)).toBeCloseTo(0.2, 12);
});

test("organDoseCoefficient names an organ that is missing and an age outside the table (by hand)", () => {
  expect(() => organDoseCoefficient(table, "liver", 1)).toThrow(
    new RangeError("organ must be one of marrow, lung; got liver")
  );
  for (const age of [-0.1, 5.1, Number.NaN])
    expect(() => organDoseCoefficient(table, "lung", age)).toThrow(
      new RangeError(`age must be 0 … 5 years as the table is; got ${age}`)
    );
  expect(() => organDoseCoefficient({...table, byAge: [4, 2]}, "lung", 1)).toThrow(
    "byAge must have the 3 ages"
  );
  expect(() => organDoseCoefficient({...table, byAge: [4, 0, 1]}, "lung", 1)).toThrow("byAge be > 0");
});

test("every coefficient of data/reference names its source or says that it is assumed (law)", () => {
  const known = Object.keys(reference.sources);
  const cited = [
    reference.marrow.source,
    reference.classes.source,
    reference.ages.source,
    reference.ageGroups.source,
    ...Object.values(reference.organs).map(({source}) => source)
  ];
  for (const source of cited) expect(known).toContain(source);
  expect(new Set(cited).size).toBe(known.length);
});
