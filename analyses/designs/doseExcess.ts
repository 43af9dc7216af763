import {tabulate} from "../../src/stats/persontime/tabulate.js";
import {type PoissonFit, poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import type {Outcome} from "../definitions/outcomes.js";
import type {Study} from "../study.js";
import {followIrradiated, type Irradiated} from "./radiotherapyCohort.js";

/**
 * The rate of an outcome after radiotherapy as a background and an excess that is added to it: linear in
 * dose, with a slope of its own in each period since the end of treatment.
 */
export interface DoseExcess {
  outcome: Outcome;
  /** Column of the treatments table with the mean dose of the organ, in Gy; courses add up. */
  doseColumn: string;
  doseLabel: string;
  /** Lower edges in years since the end of treatment of the periods with a slope each. */
  periods: readonly number[];
  /** Years within which half the children have the outcome at the dose that is called TD50. */
  toleranceYears: number;
  /** Lower edges in years of the classes of time within which the table keeps person-time apart. */
  times: readonly number[];
  /** Lower edges in Gy of the classes within which the model uses the mean dose of the cell. */
  doseClasses: readonly number[];
  /** Lower edges in Gy of the bands that tables and figures show; each must be a class too. */
  doseBands: readonly number[];
  level: number;
}

/** The cohort of the design. */
export function exceeding(study: Study, {outcome}: Pick<DoseExcess, "outcome">): Irradiated {
  return followIrradiated(study, outcome);
}

/** Cells of person-time by time since treatment and dose, and the columns of the model. */
export interface ExcessCells {
  cases: Float64Array;
  pyr: Float64Array;
  /** Mean dose in Gy, and index of the period. */
  dose: Float64Array;
  period: Int32Array;
  /** Index of the dose band, and lower edge of the class of time. */
  band: Int32Array;
  since: Float64Array;
}

/** Person-time from the end of the first course by years since and dose, which does not change. */
export function excessCells(study: Study, design: DoseExcess): ExcessCells {
  const {times, periods, doseClasses, doseBands} = design;
  const outside =
    periods.find((edge) => !times.includes(edge)) ?? doseBands.find((edge) => !doseClasses.includes(edge));
  if (outside !== undefined)
    throw new RangeError(`periods and doseBands must be edges of times and doseClasses; got ${outside}`);
  const {entry, exit, event, birth, total} = exceeding(study, design);
  const n = entry.length;
  const {keys, cases, pyr, doseMean} = tabulate(
    {
      entry,
      exit,
      event,
      birth,
      exposures: {
        ptr: Int32Array.from({length: n + 1}, (_, i) => i),
        day: entry,
        dose: total(design.doseColumn)
      }
    },
    {scales: {sinceEntry: times}, dose: {lagYears: 0, breaks: doseClasses}}
  );
  const since = Float64Array.from(keys.sinceEntry.codes, (code) => times[code]);
  const edge = Float64Array.from(keys.dose.codes, (code) => doseClasses[code]);
  return {
    cases,
    pyr,
    dose: doseMean,
    since,
    period: Int32Array.from(since, (from) => periods.findLastIndex((start) => from >= start)),
    band: Int32Array.from(edge, (from) => doseBands.findLastIndex((lower) => from >= lower))
  };
}

/**
 * Fits one background rate and the excess per Gy and year of each period. The first parameters are the
 * periods' slopes in their order, the last the logarithm of the background.
 */
export function excessFit(study: Study, design: DoseExcess): PoissonFit {
  return study.once(`excess ${JSON.stringify(design)}`, () => {
    const {cases, pyr, dose, period} = excessCells(study, design);
    return poissonRegression(
      {
        cases,
        pyr,
        excess: {
          kind: "absolute",
          dose: design.periods.map((from, k) => ({
            name: `from ${from} years`,
            values: dose.map((value, i) => (period[i] === k ? value : 0))
          }))
        }
      },
      {interval: {level: design.level, methods: ["wald", "profile"]}}
    );
  });
}
