import {cross} from "../../src/stats/cohort/cross.js";
import {yearsAfter} from "../../src/stats/cohort/followUp.js";
import {log} from "../../src/stats/numeric/elementary.js";
import type {Design} from "../../src/stats/result/design.js";
import {type CoxFit, coxph} from "../../src/stats/survival/coxph.js";
import type {Outcome} from "../definitions/outcomes.js";
import {persons, take} from "../definitions/persons.js";
import type {Study} from "../study.js";
import {followIrradiated, type Irradiated} from "./radiotherapyCohort.js";

/** The hazard of an outcome after radiotherapy, by dose to an organ, on the scale of attained age. */
export interface DoseHazard {
  outcome: Outcome;
  /** Column of the treatments table with the mean dose of the organ, in Gy; courses add up. */
  doseColumn: string;
  doseLabel: string;
  /** Whether anthracycline (per 100 mg/m²) and proton therapy multiply the hazard in the model. */
  anthracycline: boolean;
  proton: boolean;
  /** Keys whose joint levels have a free baseline hazard each. */
  strata: readonly ("country" | "sex")[];
  /** Years after the end of the first course at which children enter. */
  enterYears: number;
  /** Countries left out. */
  without?: readonly string[];
  /** Children whose dose is at least this many Gy are left out. */
  doseBelow?: number;
  /** Lower edges of the dose bands in Gy that tables show. */
  doseBands: readonly number[];
  level: number;
}

/** The children who enter the model, and what is known of them: a row each. */
export interface HazardRows {
  /** Index into the children of the cohort. */
  rows: Int32Array;
  /** Attained age at entry and exit, in days. */
  entry: Float64Array;
  exit: Float64Array;
  event: Uint8Array;
  strata: Int32Array;
  dose: Float64Array;
  loglinear: Design;
}

/** The cohort of the design. */
export function irradiated(study: Study, {outcome}: DoseHazard): Irradiated {
  return followIrradiated(study, outcome);
}

/** Prepares the rows of the model: attained age is the time scale. */
export function hazardRows(study: Study, design: DoseHazard): HazardRows {
  const cohort = irradiated(study, design);
  const all = persons(study);
  const dose = cohort.total(design.doseColumn);
  const entry = yearsAfter(cohort.entry, design.enterYears);
  const without = new Set((design.without ?? []).map((country) => all.country.levels.indexOf(country)));
  const rows = Int32Array.from(cohort.rows.keys()).filter(
    (i) =>
      cohort.exit[i] > entry[i] &&
      dose[i] < (design.doseBelow ?? Infinity) &&
      !without.has(all.country.codes[cohort.rows[i]])
  );
  const age = (days: Int32Array) => Float64Array.from(rows, (i) => days[i] - cohort.birth[i]);
  const terms: [string, (i: number) => number][] = [];
  if (design.anthracycline) {
    const amount = cohort.total("anthracycline_mg_m2");
    terms.push(["anthracycline", (i) => amount[i] / 100]);
  }
  if (design.proton) {
    const proton = hadProton(study, cohort);
    terms.push(["proton", (i) => proton[i]]);
  }
  const children = take(cohort.rows, rows);
  return {
    rows,
    entry: age(entry),
    exit: age(cohort.exit),
    event: Uint8Array.from(rows, (i) => Number(cohort.cause[i] === 1)),
    strata: cross(design.strata.map((key) => take(all[key].codes, children))).codes,
    dose: Float64Array.from(rows, (i) => dose[i]),
    loglinear: {
      names: terms.map(([name]) => name),
      columns: terms.map(([, value]) => Float64Array.from(rows, value))
    }
  };
}

/** 1 for children whose first course was given with protons. */
export function hadProton(study: Study, cohort: Irradiated): Int32Array {
  const modality = study.table("treatments").factor("modality");
  const proton = modality.levels.indexOf("proton");
  return cohort.firstCourse.map((row) => Number(modality.codes[row] === proton));
}

/** Fits the linear excess relative hazard per Gy, the other terms multiplying it. */
export function hazardFit(study: Study, design: DoseHazard): CoxFit {
  return study.once(`hazard ${JSON.stringify(design)}`, () => {
    const {entry, exit, event, strata, dose, loglinear} = hazardRows(study, design);
    return coxph(
      {entry, exit, event, strata, loglinear, excess: {dose: [{name: "dose", values: dose}]}},
      {ties: "efron", interval: {level: design.level, methods: ["wald", "profile"]}}
    );
  });
}

/** Fits a hazard ratio for each dose band above the lowest. */
export function bandFit(study: Study, design: DoseHazard): CoxFit {
  const {entry, exit, event, strata, dose, loglinear} = hazardRows(study, design);
  const bandOf = (value: number) => design.doseBands.findLastIndex((edge) => value >= edge);
  const bands = design.doseBands.slice(1).map((edge, k) => ({
    name: `from ${edge} Gy`,
    values: dose.map((value) => Number(bandOf(value) === k + 1))
  }));
  return coxph(
    {
      entry,
      exit,
      event,
      strata,
      loglinear: {
        names: [...bands.map(({name}) => name), ...loglinear.names],
        columns: [...bands.map(({values}) => values), ...loglinear.columns]
      }
    },
    {ties: "efron", interval: {level: design.level, methods: ["wald", "profile"]}}
  );
}

/**
 * The partial log-likelihood over the slope (per Gy), all else at its best: the logarithm of the relative
 * risk is an offset. −∞ where a relative risk would not be positive.
 */
export function hazardLogLikOver(study: Study, design: DoseHazard): (slope: number) => number {
  const {entry, exit, event, strata, dose, loglinear} = hazardRows(study, design);
  return (slope) => {
    const risk = dose.map((value) => 1 + slope * value);
    if (risk.some((value) => value <= 0)) return -Infinity;
    return coxph({entry, exit, event, strata, loglinear, offset: risk.map(log)}, {ties: "efron"}).logLik;
  };
}
