import {exp, pow} from "../../src/stats/numeric/elementary.js";
import {category, days, flags, integers, numbers, tableOf, texts} from "./columns.js";
import {yearOf} from "./days.js";
import type {Children} from "./persons.js";
import {blockSize, stream} from "./stream.js";

const targets = ["CNS", "craniospinal", "head and neck", "thorax", "abdomen", "pelvis", "extremity"];
export const treatedOrgans = [
  "heart",
  "brain",
  "circle_of_willis",
  "hypothalamus",
  "thyroid",
  "breast",
  "lung",
  "marrow"
] as const;
export type TreatedOrgan = (typeof treatedOrgans)[number];

/** One course a child of the radiotherapy cohort, in the children's order. */
export interface Treatments {
  start: Int32Array;
  end: Int32Array;
  proton: Int32Array;
  target: Int32Array;
  prescribed: Float64Array;
  fractions: Int32Array;
  /** Mean dose in Gy. */
  dose: Record<TreatedOrgan, Float64Array>;
  heartD2: Float64Array;
  heartV: Float64Array[];
  anthracycline: Float64Array;
  chemotherapy: Int32Array;
}

/** By target: share, prescribed dose (Gy), chance of anthracycline, mean photon dose as part of the prescribed. Assumed. */
const plans = [
  {share: 0.37, gy: 54, anthracycline: 0.04, part: [0.005, 0.42, 0.7, 0.6, 0.03, 0.008, 0.005, 0.06]},
  {share: 0.13, gy: 36, anthracycline: 0.03, part: [0.35, 0.97, 1, 1, 0.5, 0.15, 0.25, 0.5]},
  {share: 0.14, gy: 50, anthracycline: 0.4, part: [0.02, 0.12, 0.18, 0.2, 0.55, 0.03, 0.05, 0.08]},
  {share: 0.14, gy: 30, anthracycline: 0.65, part: [0.55, 0.01, 0.01, 0.01, 0.45, 0.4, 0.45, 0.15]},
  {share: 0.1, gy: 21, anthracycline: 0.5, part: [0.15, 0.003, 0.003, 0.003, 0.02, 0.1, 0.12, 0.12]},
  {share: 0.06, gy: 45, anthracycline: 0.45, part: [0.01, 0.002, 0.002, 0.002, 0.005, 0.01, 0.01, 0.15]},
  {share: 0.06, gy: 50, anthracycline: 0.55, part: [0.004, 0.001, 0.001, 0.001, 0.003, 0.004, 0.004, 0.04]}
];
const heartLevels = [5, 20, 30];

/**
 * Draws the course of each child. Protons come with the years, first to the brain and spine; outside the
 * target they leave an eighth of the photon dose.
 */
export function makeTreatments(seed: number, children: Children): Treatments {
  const size = children.size - children.cardiac;
  const column = () => new Float64Array(size);
  const treatments: Treatments = {
    start: new Int32Array(size),
    end: new Int32Array(size),
    proton: new Int32Array(size),
    target: new Int32Array(size),
    prescribed: column(),
    fractions: new Int32Array(size),
    dose: Object.fromEntries(treatedOrgans.map((organ) => [organ, column()])) as Treatments["dose"],
    heartD2: column(),
    heartV: heartLevels.map(column),
    anthracycline: column(),
    chemotherapy: new Int32Array(size)
  };
  for (let start = 0, block = 0; start < size; start += blockSize, ++block) {
    const random = stream(seed, "treatments", block);
    for (let i = start; i < Math.min(size, start + blockSize); ++i)
      drawCourse(treatments, i, children.entry[children.cardiac + i], random);
  }
  return treatments;
}

function drawCourse(
  treatments: Treatments,
  i: number,
  entry: number,
  random: ReturnType<typeof stream>
): void {
  const target = random.choose(plans.map(({share}) => share));
  const {gy, anthracycline, part} = plans[target];
  const year = yearOf(entry);
  const available = year < 1995 ? 0.03 : year < 2005 ? 0.12 : year < 2013 ? 0.35 : 0.6;
  const proton = random.uniform() < available * (target <= 2 ? 1 : 0.25);
  const perFraction = target === 4 || target === 3 ? 1.5 : 1.8;
  const fractions = Math.max(4, Math.round((gy * exp(0.16 * random.normal())) / perFraction));
  const prescribed = Math.min(fractions * perFraction, 70.2);
  const course = Math.ceil((fractions * 7) / 5) + Math.floor(4 * random.uniform());
  treatments.start[i] = entry;
  treatments.end[i] = entry + course;
  treatments.proton[i] = Number(proton);
  treatments.target[i] = target;
  treatments.prescribed[i] = hundredth(prescribed);
  treatments.fractions[i] = fractions;
  treatedOrgans.forEach((organ, k) => {
    const inside = part[k] >= 0.4;
    const beam = proton ? (inside ? 0.9 : 0.12) : 1;
    const mean = prescribed * part[k] * beam * exp((inside ? 0.3 : 0.5) * random.normal());
    treatments.dose[organ][i] = hundredth(Math.min(mean, prescribed));
  });
  const heart = treatments.dose.heart[i];
  const unevenness = exp(0.25 * random.normal());
  treatments.heartD2[i] = Math.max(heart, hundredth(Math.min(heart * (1.5 + unevenness), prescribed * 1.06)));
  heartLevels.forEach((level, k) => {
    const volume = heart > 0 ? 100 / (1 + pow(level / (1.05 * heart), 2.2)) : 0;
    treatments.heartV[k][i] = treatments.heartD2[i] < level ? 0 : hundredth(volume);
  });
  const given = random.uniform() < anthracycline;
  const amount = Math.round(Math.min(600, 220 * exp(0.45 * random.normal())) / 5) * 5;
  treatments.anthracycline[i] = given ? amount : 0;
  treatments.chemotherapy[i] = Number(random.uniform() < (given ? 0.95 : 0.45));
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The treatments table. */
export function treatmentsTable({id, cardiac}: Children, treatments: Treatments) {
  return tableOf([
    texts("person", id.slice(cardiac)),
    days("start", treatments.start),
    days("end", treatments.end),
    category("modality", treatments.proton, ["photon", "proton"]),
    category("target", treatments.target, targets),
    numbers("prescribed_gy", treatments.prescribed),
    integers("fractions", treatments.fractions),
    numbers("dose_heart_gy", treatments.dose.heart),
    numbers("heart_d2_gy", treatments.heartD2),
    ...heartLevels.map((level, k) => numbers(`heart_v${level}_pct`, treatments.heartV[k])),
    ...treatedOrgans.slice(1).map((organ) => numbers(`dose_${organ}_gy`, treatments.dose[organ])),
    numbers("anthracycline_mg_m2", treatments.anthracycline),
    flags("other_chemotherapy", treatments.chemotherapy)
  ]);
}
