import {followUp, type Leaving, yearsAfter} from "../../src/stats/cohort/followUp.js";
import {type FlowStep, select} from "../../src/stats/cohort/select.js";
import type {Outcome} from "../definitions/outcomes.js";
import {code, firstEvent, NO_DAY, type Persons, persons, take} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";

/** Who of the cardiac cohort is followed, from when, and until when. */
export interface CardiacCohort {
  outcome: Outcome;
  /** Years after the first procedure in which a cancer is not yet counted, nor time. */
  exclusionYears: number;
  /** Leave follow-up at transplant (`censor`) or stay (`keep`; the model may then adjust for it). */
  transplant: "keep" | "censor";
  /** Children with a predisposing syndrome. */
  predisposed: "exclude" | "include";
  /** Countries left out, for the sensitivity of the pooled result. */
  without?: readonly string[];
  /** Children whose procedures all have measured dose indicators only. */
  measuredDoseOnly?: boolean;
  /** One sex only: for cancers that the other hardly has. */
  sex?: "F" | "M";
  /** Children whose first procedure was with one of these generations of equipment. */
  equipment?: readonly string[];
  /** Children none of whose doses in a column of the procedures table lies beyond this, in mGy. */
  plausible?: {column: string; below: number};
  /** Years for which children whom the registries still followed on their last day are followed on, as a plan. */
  continuedYears?: number;
}

/** The children followed: rows of the persons table, their follow-up in days, and the flow chart. */
export interface Followed {
  start: number;
  flow: FlowStep[];
  rows: Int32Array;
  entry: Int32Array;
  exit: Int32Array;
  /** Day of the outcome, `NO_DAY` when it did not occur in follow-up. */
  event: Int32Array;
}

/** Applies the eligibility of the cohort. Ages are limited to below 22 years at the first procedure. */
export function followCardiac(study: Study, cohort: CardiacCohort): Followed {
  return study.once(`cardiac cohort ${JSON.stringify(cohort)}`, () => {
    const all = persons(study);
    const {ptr, order, day} = procedures(study);
    const reported = firstEvent(study, cohort.outcome);
    // A plan has no cases beyond the days that are complete.
    const event = cohort.continuedYears
      ? reported.map((day, i) => (day > all.exit[i] ? NO_DAY : day))
      : reported;
    const first = all.entry.map((_, i) => (ptr[i + 1] > ptr[i] ? day[order[ptr[i]]] : NO_DAY));
    const leave: Leaving[] = [
      {reason: "end of follow-up", day: continued(all, cohort.continuedYears ?? 0)},
      {reason: cohort.outcome.label, day: event}
    ];
    if (cohort.transplant === "censor") leave.push({reason: "transplant", day: all.transplant});
    const {entry, exit} = followUp([yearsAfter(first, cohort.exclusionYears)], leave);

    const cardiac = code(all.cohort, "cardiac");
    const none = code(all.syndrome, "none");
    const without = new Set((cohort.without ?? []).map((country) => code(all.country, country)));
    const imputed = cohort.measuredDoseOnly ? hasImputedDose(study) : null;
    const equipped = cohort.equipment ? firstEquipment(study, cohort.equipment) : null;
    const beyond = cohort.plausible ? hasDoseBeyond(study, cohort.plausible) : null;
    const sex = cohort.sex && code(all.sex, cohort.sex);
    const members = all.cohort.codes.reduce((sum, value) => sum + Number(value === cardiac), 0);
    const {rows, flow} = select(all.size, [
      {label: "Not in the cardiac cohort", excludes: (i) => all.cohort.codes[i] !== cardiac},
      ...(sex === undefined
        ? []
        : [
            {label: cohort.sex === "F" ? "Boys" : "Girls", excludes: (i: number) => all.sex.codes[i] !== sex}
          ]),
      ...(without.size > 0
        ? [
            {
              label: `In ${cohort.without!.join(", ")}`,
              excludes: (i: number) => without.has(all.country.codes[i])
            }
          ]
        : []),
      {label: "No procedure on record", excludes: (i) => first[i] === NO_DAY},
      {label: "Aged 22 or more at first procedure", excludes: (i) => first[i] - all.birth[i] >= 22 * 365.25},
      ...(cohort.predisposed === "exclude"
        ? [
            {
              label: "Predisposing syndrome",
              excludes: (i: number) => all.syndrome.codes[i] >= 0 && all.syndrome.codes[i] !== none
            }
          ]
        : []),
      ...(equipped
        ? [{label: "First procedure with other equipment", excludes: (i: number) => equipped[i] === 0}]
        : []),
      ...(beyond
        ? [{label: "A dose beyond what is plausible", excludes: (i: number) => beyond[i] === 1}]
        : []),
      ...(imputed ? [{label: "A dose that was imputed", excludes: (i: number) => imputed[i] === 1}] : []),
      {
        label: `${capital(cohort.outcome.label)} before follow-up`,
        excludes: (i) => event[i] !== NO_DAY && event[i] <= entry[i]
      },
      {label: `Followed for less than ${years(cohort.exclusionYears)}`, excludes: (i) => exit[i] <= entry[i]}
    ]);
    return {
      start: members,
      flow: flow.slice(1),
      rows,
      entry: take(entry, rows),
      exit: take(exit, rows),
      event: rows.map((i) => (event[i] !== NO_DAY && event[i] <= exit[i] ? event[i] : NO_DAY))
    };
  });
}

/** Last days of follow-up, later by some years for those who had not left. */
function continued({exit, exitReason}: Persons, years: number): Int32Array {
  if (years === 0) return exit;
  const followed = code(exitReason, "end of follow-up");
  const later = yearsAfter(exit, years);
  return exit.map((day, i) => (exitReason.codes[i] === followed ? later[i] : day));
}

function hasImputedDose(study: Study): Uint8Array {
  const {ptr, order} = procedures(study);
  const source = study.table("procedures").factor("dose_source");
  const imputed = code(source, "imputed");
  return Uint8Array.from({length: ptr.length - 1}, (_, i) =>
    Number(order.subarray(ptr[i], ptr[i + 1]).some((row) => source.codes[row] === imputed))
  );
}

function hasDoseBeyond(study: Study, {column, below}: {column: string; below: number}): Uint8Array {
  const {ptr, order} = procedures(study);
  const dose = study.table("procedures").numbers(column);
  return Uint8Array.from({length: ptr.length - 1}, (_, i) =>
    Number(order.subarray(ptr[i], ptr[i + 1]).some((row) => dose[row] >= below))
  );
}

/** Whether the first procedure was with one of these generations of equipment; not where that is not known. */
function firstEquipment(study: Study, wanted: readonly string[]): Uint8Array {
  const {ptr, order} = procedures(study);
  const {codes, levels} = study.table("procedures").factor("era");
  return Uint8Array.from({length: ptr.length - 1}, (_, i) =>
    Number(ptr[i + 1] > ptr[i] && wanted.includes(levels[codes[order[ptr[i]]]]))
  );
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function years(n: number): string {
  return n === 1 ? "1 year" : `${n} years`;
}
