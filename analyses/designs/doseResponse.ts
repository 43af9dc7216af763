import {cross} from "../../src/stats/cohort/cross.js";
import type {Factor} from "../../src/stats/cohort/factor.js";
import {type Cells, type PersonTime, type Tabulation, tabulate} from "../../src/stats/persontime/tabulate.js";
import {type DoseShape, linear} from "../../src/stats/poisson/doseShape.js";
import {
  type PoissonData,
  type PoissonFit,
  type PoissonOptions,
  poissonRegression
} from "../../src/stats/poisson/poissonRegression.js";
import type {Organ} from "../definitions/organs.js";
import {persons, take, takeFactor} from "../definitions/persons.js";
import {type Exposures, exposures} from "../definitions/procedures.js";
import {expectedIn} from "../definitions/referenceRates.js";
import type {Study} from "../study.js";
import {type CardiacCohort, type Followed, followCardiac} from "./cardiacCohort.js";
import {chooseCells} from "./chooseCells.js";

/** The cohort, its person-time by age, calendar year and lagged cumulative dose, and the model's strata. */
export interface DoseResponse extends CardiacCohort {
  organ: Organ;
  /** Years after which a dose counts. */
  lagYears: number;
  /** Lower edges of attained age in years, and of calendar year. */
  ages: readonly number[];
  years: readonly number[];
  /** Lower edges of the dose classes in mGy within which the model uses the mean dose of the cell. */
  doseClasses: readonly number[];
  /** Lower edges of the dose bands in mGy that tables show; each must be a dose class too. */
  doseBands: readonly number[];
  /** Keys whose joint levels have a free background rate each. */
  strata: readonly ("sex" | "country" | "age" | "year" | "transplant")[];
  /** Lower edges of age at the first procedure, or of the years since it, as further keys of the cells. */
  agesAtFirst?: readonly number[];
  sinceFirst?: readonly number[];
  /**
   * What the background is: free in every stratum, or the registries' rates times a factor that is free before
   * and after transplant where that is a stratum.
   */
  background?: "free" | "registries";
  /** Person-time at more than this dose, in mGy, is left out of the model. */
  doseBelow?: number;
  /** Confidence level of the intervals. */
  level: number;
}

/** The children followed under the design. */
export function followed(study: Study, design: DoseResponse): Followed {
  const {outcome, exclusionYears, transplant, predisposed, without} = design;
  const {measuredDoseOnly, sex, equipment, plausible, continuedYears} = design;
  return followCardiac(study, {
    outcome,
    exclusionYears,
    transplant,
    predisposed,
    without,
    measuredDoseOnly,
    sex,
    equipment,
    plausible,
    continuedYears
  });
}

/** Cases, person-years and mean dose in every cell of the design. Doses are in mGy. */
export function cells(study: Study, design: DoseResponse): Cells {
  const {strata, doseBands, doseBelow, background, level, without = [], ...tabulation} = design;
  // A country's cells are its own: those of the others are the same without it.
  if (without.length > 0) {
    const {without: _, ...whole} = design;
    return study.once(`cells ${JSON.stringify({...tabulation, without})}`, () => {
      const table = cells(study, whole);
      const {codes, labels} = table.keys.country;
      return chooseCells(table, (i) => !without.includes(labels[codes[i]]));
    });
  }
  return study.once(`cells ${JSON.stringify(tabulation)}`, () => tabulate(...personTime(study, design)));
}

/** The children with their procedures, and the axes of the design's table. */
export function personTime(study: Study, design: DoseResponse): [PersonTime, Tabulation] {
  const all = persons(study);
  const {rows, entry, exit, event} = followed(study, design);
  const exposed = exposures(study, design.organ, rows);
  const birth = take(all.birth, rows);
  return [
    {
      entry,
      exit,
      event,
      birth,
      by: {
        sex: takeFactor(all.sex, rows),
        country: takeFactor(all.country, rows),
        ...(design.agesAtFirst && {ageAtFirst: ageAtFirst(design.agesAtFirst, birth, exposed)})
      },
      status: {transplant: take(all.transplant, rows)},
      exposures: exposed
    },
    {
      scales: {
        age: design.ages,
        year: design.years,
        ...(design.sinceFirst && {sinceFirstExposure: design.sinceFirst})
      },
      dose: {lagYears: design.lagYears, breaks: design.doseClasses}
    }
  ];
}

/** Class of each child's age at the first procedure. */
function ageAtFirst(edges: readonly number[], birth: Int32Array, {ptr, day}: Exposures): Factor {
  const first = birth.map((born, i) => edges.findLastIndex((edge) => day[ptr[i]] - born >= edge * 365.25));
  return {codes: first, levels: edges.map(String)};
}

/** Variations of the model on the cells of one design. */
export interface Model {
  shape: DoseShape;
  methods: ("wald" | "profile")[];
}

/** Fits the excess relative risk with a free background in every stratum. Doses are in mGy. */
export function fitExcess(
  study: Study,
  design: DoseResponse,
  {shape, methods}: Model = {shape: linear(), methods: ["wald", "profile"]}
): PoissonFit {
  return study.once(`fit ${JSON.stringify({design, shape, methods})}`, () => {
    const {base, dose} = modelled(study, design);
    const options: PoissonOptions = {interval: {level: design.level, methods}};
    return poissonRegression({...base, excess: {kind: "relative", dose, shape}}, options);
  });
}

/**
 * Fits a slope for each group of cells, with the background of the design.
 * @param groupOf group of a cell, an index into `groups`; −1 leaves the cell without an excess.
 * @returns the fit, whose first parameters are the groups' slopes in their order.
 */
export function fitExcessByGroup(
  study: Study,
  design: DoseResponse,
  groups: readonly string[],
  groupOf: (cell: number) => number
): PoissonFit {
  const {base, dose, rows} = modelled(study, design);
  const doses = groups.map((name, k) => ({
    name,
    values: dose.map((value, i) => (groupOf(rows[i]) === k ? value : 0))
  }));
  const interval = {level: design.level, methods: ["wald", "profile"] as ("wald" | "profile")[]};
  return poissonRegression({...base, excess: {kind: "relative", dose: doses}}, {interval});
}

/** Fitted excess cases and person-years × dose (in mGy) of each cell that enters the model, at a given slope. */
export interface ExcessAt {
  /** Rows of the cell table. */
  rows: Int32Array;
  excess: Float64Array;
  /** Person-years × mGy. */
  exposure: Float64Array;
}

/** The excess cases of each cell were the slope (per mGy) the one given, the backgrounds at their best. */
export function excessAt(study: Study, design: DoseResponse, slope: number): ExcessAt {
  const {base, dose, rows} = modelled(study, design);
  // The slope keeps every rate of strata with cases positive; those without have no fitted cases.
  const rate = relativeRate(base, dose, slope).map((value) => Math.max(0, value));
  const {fitted} = poissonRegression({...base, rate});
  return {
    rows,
    excess: fitted.map((cases, i) => (cases > 0 ? (cases * slope * dose[i]) / (1 + slope * dose[i]) : 0)),
    exposure: dose.map((value, i) => value * base.pyr[i])
  };
}

/** The cells that enter the model, all or those below the design's dose limit, as the regression takes them. */
function modelled(study: Study, design: DoseResponse) {
  const table = cells(study, design);
  const {doseBelow = Infinity, background = "free"} = design;
  const rows = Int32Array.from(table.pyr.keys()).filter((i) => table.doseMean[i] < doseBelow);
  const pick = (column: ArrayLike<number>) => Float64Array.from(rows, (i) => column[i]);
  const codes = (key: string) => rows.map((i) => table.keys[key].codes[i]);
  const base: PoissonData = {cases: pick(table.cases), pyr: pick(table.pyr)};
  const dose = pick(table.doseMean);
  if (background === "free")
    return {rows, base: {...base, strata: cross(design.strata.map(codes)).codes}, dose};
  const expected = expectedIn(study, design.outcome, table);
  const rate = pick(expected.map((value, i) => value / table.pyr[i]));
  const strata = design.strata.includes("transplant") ? codes("transplant") : new Int32Array(rows.length);
  return {rows, base: {...base, strata, rate}, dose};
}

/** Cells of strata with cases, which alone say something of the excess, and the strata that they are in, 0 … S − 1. */
export function modelledRows(
  {strata}: DoseResponse,
  {keys, cases, pyr}: Cells
): {rows: Int32Array; strata: Int32Array} {
  const all = cross(strata.map((key) => keys[key].codes)).codes;
  const hasCases = new Set(Array.from(all).filter((_, i) => cases[i] > 0));
  const rows = Int32Array.from(pyr.keys()).filter((i) => hasCases.has(all[i]));
  const names = [...hasCases].sort((a, b) => a - b);
  const place = new Map(names.map((name, k) => [name, k]));
  return {rows, strata: rows.map((i) => place.get(all[i])!)};
}

/**
 * The log-likelihood over the slope (per mGy), the backgrounds at their best: relative risks of
 * 1 + slope·dose are taken as given rates. −∞ where a relative risk would not be positive.
 */
export function logLikOver(study: Study, design: DoseResponse): (slope: number) => number {
  const {base, dose} = modelled(study, design);
  return (slope) =>
    dose.some((value) => 1 + slope * value <= 0)
      ? -Infinity
      : poissonRegression({...base, rate: relativeRate(base, dose, slope)}).logLik;
}

/** Each cell's relative risk at a given slope, times the registries' rate where that is the background. */
function relativeRate({rate}: PoissonData, dose: Float64Array, slope: number): Float64Array {
  return dose.map((value, i) => (1 + slope * value) * (rate ? rate[i] : 1));
}
