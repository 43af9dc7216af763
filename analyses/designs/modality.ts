import {cross} from "../../src/stats/cohort/cross.js";
import {log1p} from "../../src/stats/numeric/elementary.js";
import {quantileKnots, restrictedCubicSpline} from "../../src/stats/regression/restrictedCubicSpline.js";
import type {Design} from "../../src/stats/result/design.js";
import type {Parameter} from "../../src/stats/result/fit.js";
import {coxph} from "../../src/stats/survival/coxph.js";
import {fineGray} from "../../src/stats/survival/fineGray.js";
import {grayTest} from "../../src/stats/survival/grayTest.js";
import type {Outcome} from "../definitions/outcomes.js";
import type {Study} from "../study.js";
import {hadProton} from "./doseHazard.js";
import {followIrradiated, type Irradiated} from "./radiotherapyCohort.js";

/** A late effect compared between protons and photons, and the organs whose dose may explain a difference. */
export interface ModalityOutcome {
  outcome: Outcome;
  /** Columns of the treatments table, in Gy. */
  doseColumns: readonly string[];
}

/** How modalities are compared: from the end of treatment on, within each target, given age at treatment. */
export interface ModalityComparison {
  outcomes: readonly ModalityOutcome[];
  /** Knots of the spline over log(1 + dose in Gy) by which the model takes dose into account. */
  doseKnots: number;
  level: number;
}

/** The ratio of protons to photons with the model it comes from. */
export interface ModalityRatio {
  hazard: "cause-specific" | "subdistribution";
  adjusted: boolean;
  /** The logarithm of the ratio, with its interval. */
  proton: Parameter;
}

/** Children, events and the four models of one outcome. */
export interface ModalityResult {
  /** Children and events: photons, protons. */
  children: [number, number];
  events: [number, number];
  ratios: ModalityRatio[];
  /** Gray's test that both have one cumulative incidence, within targets. */
  gray: number;
}

/** The cohort followed for the outcome. */
export function modalityCohort(study: Study, {outcome}: ModalityOutcome): Irradiated {
  return followIrradiated(study, outcome);
}

/** Compares protons with photons: cause-specific and subdistribution hazards, without dose and given dose. */
export function compareModalities(
  study: Study,
  own: ModalityOutcome,
  {doseKnots, level}: ModalityComparison
): ModalityResult {
  return study.once(`modality ${JSON.stringify({own, doseKnots, level})}`, () => {
    const cohort = modalityCohort(study, own);
    const {entry, exit, birth, cause, firstCourse, total} = cohort;
    const proton = hadProton(study, cohort);
    const target = study.table("treatments").factor("target");
    const strata = cross([firstCourse.map((row) => target.codes[row])]).codes;
    const time = Float64Array.from(exit, (day, i) => day - entry[i]);
    const basic: Design = {
      names: ["proton", "age"],
      columns: [Float64Array.from(proton), Float64Array.from(entry, (day, i) => (day - birth[i]) / 3652.5)]
    };
    const splines = own.doseColumns.map((column) => {
      const dose = Float64Array.from(total(column), log1p);
      return {column, basis: restrictedCubicSpline(dose, quantileKnots(dose, doseKnots))};
    });
    const adjusted: Design = {
      names: [...basic.names, ...splines.flatMap(({column, basis}) => basis.map((_, k) => `${column} ${k}`))],
      columns: [...basic.columns, ...splines.flatMap(({basis}) => basis)]
    };
    const event = Uint8Array.from(cause, (kind) => Number(kind === 1));
    const interval = {level, methods: ["wald"] as const};
    const ratios = [basic, adjusted].flatMap((loglinear, k): ModalityRatio[] => [
      {
        hazard: "cause-specific",
        adjusted: k === 1,
        proton: coxph({exit: time, event, strata, loglinear}, {ties: "efron", interval}).parameters[0]
      },
      {
        hazard: "subdistribution",
        adjusted: k === 1,
        proton: fineGray({exit: time, cause, strata, loglinear}, {interval}).parameters[0]
      }
    ]);
    const count = (of: (i: number) => boolean): [number, number] => {
      const sums: [number, number] = [0, 0];
      proton.forEach((kind, i) => {
        if (of(i)) ++sums[kind];
      });
      return sums;
    };
    return {
      children: count(() => true),
      events: count((i) => cause[i] === 1),
      ratios,
      gray: grayTest({exit: time, cause, group: proton, strata}).p
    };
  });
}
