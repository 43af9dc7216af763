import {exp, log} from "../../src/stats/numeric/elementary.js";
import {category, days, numbers, tableOf, texts} from "./columns.js";
import {dayOf, daysPerYear} from "./days.js";
import {model, organs} from "./model.js";
import type {Children} from "./persons.js";
import {blockSize, stream} from "./stream.js";
import {procedureClasses, type Visits} from "./visits.js";

/** The rows of the procedures table: visits with what was recorded of them; NaN and −1 are missing. */
export interface Procedures extends Visits {
  pka: Float64Array;
  fluoroscopy: Float64Array;
  weight: Float64Array;
  era: Int32Array;
  imputed: Int32Array;
  /** Recorded dose in mGy of each organ, in the order of `organs`. */
  dose: Float64Array[];
  /** True dose over recorded dose; in no table. */
  trueFactor: Float64Array;
}

const eras = ["film", "image intensifier", "flat panel", "dose-optimised flat panel"] as const;
const eraBegins = [1988, 2004, 2014].map((year) => dayOf(year));
/** Kerma-area product against flat panels; assumed, falling as in Harbron 2015. */
const eraFactor = [1.9, 1.4, 0.85, 0.5];
const classFactor = [1, 0.8, 0.55, 1.15, 1.5, 0.9, 0.5, 1];
const classMinutes = [11, 10, 7, 16, 20, 22, 5, 12];
/** Median PKA (Gy·cm²) of a 10 kg child, and organ doses per mGy to marrow: set to the medians of Harbron 2015. */
const referencePka = 3.49;
/**
 * Marrow dose in mGy = perPka · PKA · (weight / 10 kg)^weightPower · exp(residualSd · z); other organs are a
 * multiple of it with a spread of their own; all cut off at 60 times it. Shares of products missing by era.
 * Assumed.
 */
export const conversion = {
  marrowPerPka: 0.92,
  weightPower: -0.85,
  residualSd: 0.15,
  organSd: 0.2,
  missing: {film: 0.75, "image intensifier": 0.35, "flat panel": 0.1, "dose-optimised flat panel": 0.03}
};
const organRatio = [1, 6.4, 4.1, 6.15, 5.2, 0.42, 0.1];
const weightAges = [0, 0.25, 0.5, 1, 2, 5, 8, 10, 12, 14, 16, 18, 22];
const weights = [3.4, 6, 7.6, 9.6, 12.2, 18.5, 26, 32, 40, 50, 58, 64, 68];

/** Draws dose indicators and organ doses of all visits. */
export function makeProcedures(seed: number, children: Children, visits: Visits): Procedures {
  const size = visits.day.length;
  const column = () => new Float64Array(size);
  const procedures: Procedures = {
    ...visits,
    pka: column(),
    fluoroscopy: column(),
    weight: column(),
    era: new Int32Array(size),
    imputed: new Int32Array(size),
    dose: organs.map(column),
    trueFactor: column()
  };
  const practice = centrePractice(
    seed,
    1 + children.centre.reduce((last, centre) => Math.max(last, centre), 0)
  );
  for (let start = 0, block = 0; start < children.cardiac; start += blockSize, ++block) {
    const random = stream(seed, "procedures", block);
    for (let i = start; i < Math.min(children.cardiac, start + blockSize); ++i) {
      const build = exp(0.14 * random.normal());
      for (let row = visits.ptr[i]; row < visits.ptr[i + 1]; ++row)
        drawDose(procedures, row, random, {
          ...practice[children.centre[i]],
          weight: build * weightAt((visits.day[row] - children.birth[i]) / daysPerYear)
        });
    }
  }
  return procedures;
}

interface Practice {
  /** Days by which the centre was later than others to renew its equipment. */
  delay: number;
  logPka: number;
  /** Shared factor of true over recorded dose, by era. */
  shared: number[];
}

function centrePractice(seed: number, count: number): Practice[] {
  const random = stream(seed, "centres");
  const {sharedSd} = model.doseError;
  return Array.from({length: count}, () => ({
    delay: Math.round(700 * random.normal()),
    logPka: 0.2 * random.normal(),
    shared: eras.map(() => exp(sharedSd * random.normal() - (sharedSd * sharedSd) / 2))
  }));
}

function drawDose(
  {day, kind, pka, fluoroscopy, weight, era, imputed, dose, trueFactor}: Procedures,
  row: number,
  random: ReturnType<typeof stream>,
  child: Practice & {weight: number}
): void {
  const {marrowPerPka, weightPower, residualSd, organSd} = conversion;
  const equipment = eraBegins.filter((begin) => day[row] >= begin + child.delay).length;
  const missing = conversion.missing[eras[equipment]];
  const isMissing = random.uniform() < missing;
  const logWeight = log(child.weight / 10);
  const spread = isMissing ? 0.35 : 0.7;
  const product = exp(
    log(referencePka * eraFactor[equipment] * classFactor[kind[row]]) +
      0.95 * logWeight +
      child.logPka +
      spread * random.normal()
  );
  const marrow = product * marrowPerPka * exp(weightPower * logWeight + residualSd * random.normal());
  for (let k = 0; k < organs.length; ++k) {
    const value = marrow * organRatio[k] * (k === 0 ? 1 : exp(organSd * random.normal()));
    dose[k][row] = rounded(Math.min(value, 60 * organRatio[k]), 1000);
  }
  pka[row] = isMissing ? Number.NaN : rounded(product, 100);
  imputed[row] = Number(isMissing);
  era[row] = random.uniform() < 0.02 ? -1 : equipment;
  const minutes = classMinutes[kind[row]] * exp(0.55 * random.normal());
  fluoroscopy[row] = random.uniform() < missing / 3 ? Number.NaN : rounded(minutes, 10);
  weight[row] = random.uniform() < 0.03 ? Number.NaN : rounded(child.weight, 10);
  const {unsharedSdImputed, unsharedSdMeasured} = model.doseError;
  const sd = isMissing ? unsharedSdImputed : unsharedSdMeasured;
  trueFactor[row] = child.shared[equipment] * exp(sd * random.normal() - (sd * sd) / 2);
}

function weightAt(age: number): number {
  if (age >= 22) return 70;
  let k = 1;
  while (weightAges[k] < age) ++k;
  const part = (age - weightAges[k - 1]) / (weightAges[k] - weightAges[k - 1]);
  return weights[k - 1] + part * (weights[k] - weights[k - 1]);
}

/** To the nearest 1/parts, at least one part. */
function rounded(value: number, parts: number): number {
  return Math.max(1, Math.round(value * parts)) / parts;
}

/** The procedures table. */
export function proceduresTable({id}: Children, procedures: Procedures) {
  return tableOf([
    texts(
      "person",
      Array.from(procedures.child, (i) => id[i])
    ),
    days("date", procedures.day),
    category("class", procedures.kind, procedureClasses),
    numbers("pka_gycm2", procedures.pka, true),
    numbers("fluoroscopy_min", procedures.fluoroscopy, true),
    numbers("weight_kg", procedures.weight, true),
    category("era", procedures.era, eras, true),
    category("dose_source", procedures.imputed, ["measured", "imputed"]),
    ...organs.map((organ, k) => numbers(`dose_${organ}_mgy`, procedures.dose[k]))
  ]);
}
