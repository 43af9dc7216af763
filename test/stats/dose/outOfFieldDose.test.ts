import {expect, test} from "vitest";
import reference from "../../../data/reference/out-of-field.json" with {type: "json"};
import {type OutOfFieldModel, outOfFieldDose} from "../../../src/stats/dose/outOfFieldDose.js";
import {expectAgreement} from "../../witness.js";

const model: OutOfFieldModel = {
  scatter: {cm: [10, 20], perPrescribed: [0.04, 0.01]},
  leakage: 0.002,
  fromCm: 5,
  toCm: 40
};

test("outOfFieldDose is the model's at its points, the geometric mean half way, a quarter for each ten cm (by hand)", () => {
  const doses = [10, 15, 20, 30].map((cm) => outOfFieldDose(model, 50, cm));
  const expected = [0.042, 0.022, 0.012, 0.0045].map((share) => 50 * share);
  expectAgreement(
    {
      estimator: "outOfFieldDose",
      figure: "doses",
      peer: "by hand, powers of a quarter",
      data: "four distances",
      digits: 12
    },
    doses,
    expected
  );
});

test("outOfFieldDose without leakage is proportional to what was prescribed, and 0 of nothing (law)", () => {
  const {leakage: _, ...bare} = model;
  expect(outOfFieldDose(bare, 0, 12)).toBe(0);
  expect(outOfFieldDose(bare, 60, 12)).toBeCloseTo(3 * outOfFieldDose(bare, 20, 12), 12);
});

test("outOfFieldDose names a distance outside the model, a negative prescription and a model that is none (by hand)", () => {
  for (const cm of [4.9, 40.1, Number.NaN])
    expect(() => outOfFieldDose(model, 50, cm)).toThrow(
      new RangeError(`distance must be 5 … 40 cm from the field's edge as the model is; got ${cm}`)
    );
  for (const prescribed of [-1, Infinity])
    expect(() => outOfFieldDose(model, prescribed, 12)).toThrow(
      new RangeError(`prescribed dose must be ≥ 0; got ${prescribed}`)
    );
  for (const scatter of [
    {cm: [20, 10], perPrescribed: [0.04, 0.01]},
    {cm: [10, 20], perPrescribed: [0.04, 0]}
  ] as OutOfFieldModel["scatter"][])
    expect(() => outOfFieldDose({...model, scatter}, 50, 12)).toThrow("scatter must be > 0 at ascending");
});

test("every figure of data/reference/out-of-field.json names its source or says that it is assumed (law)", () => {
  const {photon, pencilBeam, passiveScattering, body, sources} = reference;
  const cited = [
    photon.source,
    photon.prescribedSource,
    photon.distanceSource,
    photon.factorSource,
    pencilBeam.source,
    pencilBeam.factorSource,
    ...passiveScattering.source,
    passiveScattering.factorSource,
    body.source
  ];
  for (const source of cited) expect(Object.keys(sources)).toContain(source);
  expect(new Set(cited).size).toBe(Object.keys(sources).length);
});
