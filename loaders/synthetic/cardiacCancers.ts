import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {daysPerYear} from "./days.js";
import type {Happenings} from "./events.js";
import {hazardDay, makeSteps, type Steps} from "./hazardDay.js";
import {cancers, model, organs, syndromes} from "./model.js";
import type {Children} from "./persons.js";
import type {Procedures} from "./procedures.js";
import {rateIndex} from "./rates.js";
import {blockSize, stream} from "./stream.js";

/**
 * Draws the first cancer of each group of each child of the cardiac cohort from
 *
 *   rate(country, sex, age, year) × (1 + ERR × true cumulative organ dose, lagged) × HR(transplant) × HR(syndrome),
 *
 * from the first procedure to the end of follow-up. A cancer ends neither follow-up nor the risk of others.
 */
export function addCardiacCancers(
  seed: number,
  children: Children,
  procedures: Procedures,
  happenings: Happenings
): void {
  const {birth, entry, exit, country, sex, syndrome} = children;
  const longest = procedures.ptr.reduce(
    (most, end, i, all) => (i === 0 ? most : Math.max(most, end - all[i - 1])),
    0
  );
  const steps = makeSteps(longest + 2);
  for (let start = 0, block = 0; start < children.cardiac; start += blockSize, ++block) {
    const random = stream(seed, "cancers", block);
    for (let i = start; i < Math.min(children.cardiac, start + blockSize); ++i) {
      const predisposition = model.predisposition[syndromes[syndrome[i]]] ?? {};
      cancers.forEach((group, g) => {
        const target = random.exponential();
        hazardSteps(children, procedures, i, group, predisposition[group] ?? 1, steps);
        const day = hazardDay(birth[i], entry[i], exit[i], rateIndex(country[i], sex[i], g), steps, target);
        if (day === NO_DAY) return;
        happenings.child.push(i);
        happenings.day.push(day);
        happenings.group.push(g);
      });
    }
  }
}

/** Fills the factor of the reference rate from entry on, with its changes in the order of days. */
function hazardSteps(
  {entry, transplant}: Children,
  {ptr, day, dose, trueFactor}: Procedures,
  i: number,
  group: (typeof cancers)[number],
  predisposition: number,
  steps: Steps
): void {
  const {organ, perMgy, lagYears} = model.cardiac.err[group];
  const recorded = dose[organs.indexOf(organ as (typeof organs)[number])];
  const lag = Math.round(lagYears * daysPerYear);
  const ratio = model.cardiac.transplant[group];
  let cumulative = 0;
  let status = 1;
  const set = (when: number) => {
    steps.day[steps.count] = when;
    steps.factor[steps.count++] = predisposition * status * (1 + perMgy * cumulative);
  };
  steps.count = 0;
  set(entry[i]);
  let transplantAhead = transplant[i] !== NO_DAY;
  for (let row = ptr[i]; row < ptr[i + 1]; ++row) {
    if (transplantAhead && transplant[i] <= day[row] + lag) {
      transplantAhead = false;
      status = ratio;
      set(transplant[i]);
    }
    cumulative += recorded[row] * trueFactor[row];
    set(day[row] + lag);
  }
  if (transplantAhead) {
    status = ratio;
    set(transplant[i]);
  }
}
