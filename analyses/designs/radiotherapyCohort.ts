import {followUp, type Leaving} from "../../src/stats/cohort/followUp.js";
import {groupBySubject} from "../../src/stats/cohort/link.js";
import {type FlowStep, select} from "../../src/stats/cohort/select.js";
import type {Outcome} from "../definitions/outcomes.js";
import {code, firstEvent, NO_DAY, personRows, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";

/** The children of the radiotherapy cohort followed for an outcome, and what they were treated with. */
export interface Irradiated {
  start: number;
  flow: FlowStep[];
  /** Rows of the persons table. */
  rows: Int32Array;
  /** Row of each child's first course in the treatments table. */
  firstCourse: Int32Array;
  birth: Int32Array;
  /** Days of entry (end of the first course) and of leaving. */
  entry: Int32Array;
  exit: Int32Array;
  /** Day of the outcome, `NO_DAY` when it did not occur in follow-up. */
  event: Int32Array;
  /** Why each left: 0 end of follow-up, 1 the outcome, 2 death. */
  cause: Int32Array;
  /** Sum over a child's courses of a column of the treatments table, missing taken as none. */
  total: (column: string) => Float64Array;
}

/** Follows every child of the radiotherapy cohort from the end of the first course to the outcome, death or leaving. */
export function followIrradiated(study: Study, outcome: Outcome): Irradiated {
  return study.once(`radiotherapy cohort ${outcome.name}`, () => {
    const all = persons(study);
    const treatments = study.table("treatments");
    const end = treatments.days("end");
    const {ptr, order} = groupBySubject(personRows(study, "treatments"), all.size, treatments.days("start"));
    const course = Int32Array.from({length: all.size}, (_, i) => (ptr[i + 1] > ptr[i] ? order[ptr[i]] : -1));
    const treated = course.map((row) => (row < 0 ? NO_DAY : end[row]));
    const event = firstEvent(study, outcome);
    const died = code(all.exitReason, "death");
    const death = all.exit.map((day, i) => (all.exitReason.codes[i] === died ? day : NO_DAY));
    const leave: Leaving[] = [
      {reason: outcome.label, day: event},
      {reason: "death", day: death},
      {reason: "end of follow-up", day: all.exit}
    ];
    const {entry, exit, reason} = followUp([treated], leave);

    const member = code(all.cohort, "radiotherapy");
    const members = all.cohort.codes.reduce((sum, value) => sum + Number(value === member), 0);
    const {rows, flow} = select(all.size, [
      {label: "Not in the radiotherapy cohort", excludes: (i) => all.cohort.codes[i] !== member},
      {label: "No treatment on record", excludes: (i) => course[i] < 0},
      {
        label: `A ${outcome.label} before the end of treatment`,
        excludes: (i) => event[i] !== NO_DAY && event[i] <= entry[i]
      },
      {label: "Not followed after treatment", excludes: (i) => exit[i] <= entry[i]}
    ]);
    const causeOf = [1, 2, 0];
    return {
      start: members,
      flow: flow.slice(1),
      rows,
      firstCourse: rows.map((i) => course[i]),
      birth: rows.map((i) => all.birth[i]),
      entry: rows.map((i) => entry[i]),
      exit: rows.map((i) => exit[i]),
      event: rows.map((i) => (reason[i] === 0 ? event[i] : NO_DAY)),
      cause: rows.map((i) => causeOf[reason[i]]),
      total(column) {
        const values = treatments.numbers(column);
        return Float64Array.from(rows, (i) => {
          let sum = 0;
          for (let k = ptr[i]; k < ptr[i + 1]; ++k)
            sum += Number.isNaN(values[order[k]]) ? 0 : values[order[k]];
          return sum;
        });
      }
    };
  });
}
