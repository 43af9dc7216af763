import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {daysPerYear} from "./days.js";
import {eventGroups, type Happenings} from "./events.js";
import {hazardDay, makeSteps, steppedHazardDay} from "./hazardDay.js";
import {cancers, model, syndromes} from "./model.js";
import type {Children} from "./persons.js";
import {rateIndex} from "./rates.js";
import {blockSize, stream} from "./stream.js";
import type {TreatedOrgan, Treatments} from "./treatments.js";

/**
 * Draws the late effects of the radiotherapy cohort, the first of each group of each child, from the end of
 * the course to the end of follow-up: cardiac events, strokes, endocrine disease and second cancers, with
 * the hazards that `model.radiotherapy` states.
 */
export function addLateEffects(
  seed: number,
  children: Children,
  treatments: Treatments,
  happenings: Happenings
): void {
  const steps = makeSteps(2);
  const size = children.size - children.cardiac;
  for (let start = 0, block = 0; start < size; start += blockSize, ++block) {
    const random = stream(seed, "late effects", block);
    for (let course = start; course < Math.min(size, start + blockSize); ++course) {
      const i = children.cardiac + course;
      const add = (group: (typeof eventGroups)[number], day: number) => {
        if (day === NO_DAY) return;
        happenings.child.push(i);
        happenings.day.push(day);
        happenings.group.push(eventGroups.indexOf(group));
      };
      const from = treatments.end[course];
      const to = children.exit[i];
      const birth = children.birth[i];
      const dose = (organ: string) => treatments.dose[organ as TreatedOrgan][course];
      const {cardiac, stroke, endocrine, secondCancer} = model.radiotherapy;
      const ages = (edges: number[]) => edges.map((age) => birth + Math.round(age * daysPerYear));

      const anthracycline = exp(
        (cardiac.logHazardPer100MgM2Anthracycline * treatments.anthracycline[course]) / 100
      );
      const heart = anthracycline * (1 + cardiac.perGy * dose(cardiac.organ));
      add(
        "cardiac",
        steppedHazardDay(
          ages(cardiac.baselineAgeFrom),
          cardiac.baselinePerYear,
          from,
          to,
          heart,
          random.exponential()
        )
      );

      const circle = 1 + stroke.perGy * dose(stroke.organ);
      add(
        "stroke",
        steppedHazardDay(
          ages(stroke.baselineAgeFrom),
          stroke.baselinePerYear,
          from,
          to,
          circle,
          random.exponential()
        )
      );

      const relative = dose(endocrine.organ) / endocrine.td50At5YearsGy;
      const early = (Math.LN2 / 5) * relative;
      const perYear = [
        endocrine.baselinePerYear + early,
        endocrine.baselinePerYear + early * endocrine.laterShare
      ];
      add("endocrine", steppedHazardDay([from, from + 1826], perYear, from, to, 1, random.exponential()));

      for (const [g, group] of cancers.entries()) {
        const risk = secondCancer[group];
        const gray = dose(risk.organ);
        const downturn = "quadraticLogPerGy2" in risk ? exp(risk.quadraticLogPerGy2 * gray * gray) : 1;
        const predisposition = model.predisposition[syndromes[children.syndrome[i]]]?.[group] ?? 1;
        steps.count = 2;
        steps.day[0] = from;
        steps.factor[0] = predisposition;
        steps.day[1] = from + Math.round(risk.lagYears * daysPerYear);
        steps.factor[1] = predisposition * (1 + risk.perGy * gray * downturn);
        const rate = rateIndex(children.country[i], children.sex[i], g);
        add(group, hazardDay(birth, from, to, rate, steps, random.exponential()));
      }
    }
  }
}
