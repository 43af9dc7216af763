import reference from "../../data/reference/out-of-field.json" with {type: "json"};
import type {OutOfFieldModel} from "../../src/stats/dose/outOfFieldDose.js";

/** How one kind of beam doses what lies outside of its field: the sum of its parts, known to a factor. */
export interface Beam {
  label: string;
  parts: readonly OutOfFieldModel[];
  /** The dose lies within this factor either way in 95 of 100. */
  factor95: number;
}

const {photon, pencilBeam, passiveScattering, body} = reference;
const geometricMean = ([a, b]: readonly number[]) => Math.sqrt(a * b);
/** mSv in a course to Sv per Gy prescribed. */
const perPrescribed = ({msv}: {msv: readonly number[]}) => geometricMean(msv) / 1000 / photon.prescribedGy;
const leakage = perPrescribed(photon.organs.testis);

const fromCentre = (cm: readonly number[], perGy: readonly number[], edge: number): OutOfFieldModel => ({
  scatter: {cm: [cm[0] - edge, cm[1] - edge], perPrescribed: [perGy[0] / 1000, perGy[1] / 1000]},
  fromCm: Math.max(0, cm[0] - edge),
  toCm: cm[1] - edge
});

/** The beams of data/reference/out-of-field.json, doses in Gy or Sv per Gy prescribed. */
export const beams = {
  photon: {
    label: "Photons",
    parts: [
      {
        scatter: {
          cm: [photon.organs.thyroid.cm, photon.organs.breast.cm],
          perPrescribed: [
            perPrescribed(photon.organs.thyroid) - leakage,
            perPrescribed(photon.organs.breast) - leakage
          ]
        },
        leakage,
        fromCm: photon.fromCm,
        toCm: photon.toCm
      }
    ],
    factor95: photon.factor95
  },
  scanned: {
    label: "Protons, scanned beam",
    parts: [
      fromCentre(
        pencilBeam.scatteredPhotons.cm,
        pencilBeam.scatteredPhotons.mgyPerGy,
        pencilBeam.edgeFromCentreCm
      ),
      fromCentre(pencilBeam.neutrons.cm, pencilBeam.neutrons.msvPerGy, pencilBeam.edgeFromCentreCm)
    ],
    factor95: pencilBeam.factor95
  },
  scattered: {
    label: "Protons, passively scattered",
    parts: [
      fromCentre(
        passiveScattering.neutrons.cm,
        passiveScattering.neutrons.msvPerGy,
        passiveScattering.edgeFromCentreCm
      )
    ],
    factor95: passiveScattering.factor95
  }
} satisfies Record<string, Beam>;

export type BeamName = keyof typeof beams;
export type BodyOrgan = keyof typeof body.organs;
export type Field = keyof typeof body.fields;
export const fields = Object.keys(body.fields) as Field[];

/**
 * Distance along the body from the nearest edge of the field to the organ, cm; `null` inside of the field, and at an
 * age that the table of statures has not.
 */
export function distanceFromField(field: Field, organ: BodyOrgan, age: number): number | null {
  const {ageYears, statureCm, fields, organs} = body;
  const last = ageYears.length - 1;
  if (!(age >= ageYears[0] && age <= ageYears[last])) return null;
  let k = 0;
  while (k + 1 < last && age > ageYears[k + 1]) ++k;
  const share = (age - ageYears[k]) / (ageYears[k + 1] - ageYears[k]);
  const stature = statureCm[k] + share * (statureCm[k + 1] - statureCm[k]);
  const [top, bottom] = fields[field];
  const gap = Math.max(top - organs[organ], organs[organ] - bottom);
  return gap > 0 ? gap * stature : null;
}

/** Whether every part of the beam's model holds at the distance. */
export function reaches({parts}: Beam, cm: number): boolean {
  return parts.every(({fromCm, toCm}) => cm >= fromCm && cm <= toCm);
}
