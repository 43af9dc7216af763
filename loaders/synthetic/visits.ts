import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {chdClasses, model} from "./model.js";
import type {Children} from "./persons.js";
import {blockSize, stream} from "./stream.js";

export const procedureClasses = [
  "diagnostic",
  "septal closure",
  "duct closure",
  "valvuloplasty",
  "angioplasty or stent",
  "electrophysiology",
  "biopsy",
  "other"
] as const;
const biopsy = procedureClasses.indexOf("biopsy");

/** Procedures of all children in the order of children and days: those of child i are `ptr[i] … ptr[i + 1] − 1`. */
export interface Visits {
  ptr: Int32Array;
  child: Int32Array;
  day: Int32Array;
  kind: Int32Array;
}

/** By class of heart disease: chance of a second procedure, of each further one, and shares of procedure classes. Assumed. */
const courses: Record<(typeof chdClasses)[number], {second: number; further: number; kinds: number[]}> = {
  "septal defect or duct": {
    second: 0.07,
    further: 0.15,
    kinds: [0.25, 0.42, 0.28, 0.01, 0.01, 0.01, 0, 0.02]
  },
  "valve or arch obstruction": {
    second: 0.17,
    further: 0.2,
    kinds: [0.3, 0.01, 0.02, 0.4, 0.24, 0.01, 0, 0.02]
  },
  arrhythmia: {second: 0.15, further: 0.2, kinds: [0.06, 0, 0, 0, 0, 0.91, 0, 0.03]},
  conotruncal: {second: 0.27, further: 0.3, kinds: [0.55, 0.05, 0.03, 0.12, 0.2, 0.02, 0, 0.03]},
  univentricular: {second: 0.42, further: 0.4, kinds: [0.65, 0.03, 0.02, 0.03, 0.22, 0.02, 0, 0.03]},
  cardiomyopathy: {second: 0.17, further: 0.3, kinds: [0.72, 0, 0, 0.01, 0.02, 0.08, 0.14, 0.03]}
};

/**
 * Draws each child's procedures and transplant, and writes the transplant into the children. Transplant
 * comes after the last procedure of the native heart, the likelier the more procedures and the graver the
 * disease; biopsies follow it. Dose so rises before transplant and after it.
 */
export function makeVisits(seed: number, children: Children): Visits {
  const ptr = new Int32Array(children.size + 1);
  const child: number[] = [];
  const day: number[] = [];
  const kind: number[] = [];
  for (let start = 0, block = 0; start < children.cardiac; start += blockSize, ++block) {
    const random = stream(seed, "visits", block);
    for (let i = start; i < Math.min(children.cardiac, start + blockSize); ++i) {
      const add = (when: number, what: number) => {
        child.push(i);
        day.push(when);
        kind.push(what);
      };
      drawCourse(children, i, random, add);
      ptr[i + 1] = day.length;
    }
  }
  ptr.fill(day.length, children.cardiac);
  return {ptr, child: Int32Array.from(child), day: Int32Array.from(day), kind: Int32Array.from(kind)};
}

function drawCourse(
  {chdClass, entry, exit, transplant, immunosuppression}: Children,
  i: number,
  random: ReturnType<typeof stream>,
  add: (day: number, kind: number) => void
): void {
  const chd = chdClasses[chdClass[i]];
  const {second, further, kinds} = courses[chd];
  const end = exit[i];
  let day = entry[i];
  let count = 1;
  add(day, random.choose(kinds));
  for (let chance = second; random.uniform() < chance; chance = further) {
    const next = day + 20 + Math.ceil(850 * random.exponential());
    if (next > end) break;
    add((day = next), random.choose(kinds));
    ++count;
  }
  const {transplantChance, transplantByProcedures} = model.cardiac;
  const chance = transplantChance[chd] * transplantByProcedures[Math.min(count, 4) - 1];
  const comes = random.uniform() < Math.min(chance, 0.9);
  const received = day + 30 + Math.ceil(700 * random.exponential());
  const biopsies = Math.min(60, Math.floor(exp(0.65 + 1.1 * random.normal())));
  const otherwise = random.uniform() < 0.004 ? day + Math.ceil(1500 * random.exponential()) : NO_DAY;
  if (!comes || received >= end) {
    if (otherwise < end) immunosuppression[i] = otherwise;
    return;
  }
  transplant[i] = received;
  immunosuppression[i] = received;
  day = received;
  for (let k = 0; k < biopsies; ++k) {
    day += k < 8 ? 14 + Math.ceil(50 * random.exponential()) : 120 + Math.ceil(150 * random.exponential());
    if (day > end) break;
    add(day, biopsy);
  }
}
