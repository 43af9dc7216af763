import {cross} from "../../src/stats/cohort/cross.js";
import {type Cells, tabulate} from "../../src/stats/persontime/tabulate.js";
import {type DoseShape, linear} from "../../src/stats/poisson/doseShape.js";
import {
  type PoissonFit,
  type PoissonOptions,
  poissonRegression
} from "../../src/stats/poisson/poissonRegression.js";
import type {Organ} from "../definitions/organs.js";
import {persons, take, takeFactor} from "../definitions/persons.js";
import {exposures} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {type CardiacCohort, type Followed, followCardiac} from "./cardiacCohort.js";

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
  /** Person-time at more than this dose, in mGy, is left out of the model. */
  doseBelow?: number;
  /** Confidence level of the intervals. */
  level: number;
}

/** The children followed under the design. */
export function followed(study: Study, design: DoseResponse): Followed {
  const {outcome, exclusionYears, transplant, predisposed, without, measuredDoseOnly} = design;
  return followCardiac(study, {outcome, exclusionYears, transplant, predisposed, without, measuredDoseOnly});
}

/** Cases, person-years and mean dose in every cell of the design. Doses are in mGy. */
export function cells(study: Study, design: DoseResponse): Cells {
  const {strata, doseBands, doseBelow, level, ...tabulation} = design;
  return study.once(`cells ${JSON.stringify(tabulation)}`, () => {
    const all = persons(study);
    const {rows, entry, exit, event} = followed(study, design);
    return tabulate(
      {
        entry,
        exit,
        event,
        birth: take(all.birth, rows),
        by: {sex: takeFactor(all.sex, rows), country: takeFactor(all.country, rows)},
        status: {transplant: take(all.transplant, rows)},
        exposures: exposures(study, design.organ, rows)
      },
      {
        scales: {age: design.ages, year: design.years},
        dose: {lagYears: design.lagYears, breaks: design.doseClasses}
      }
    );
  });
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

/** The cells that enter the model, all or those below the design's dose limit, as the regression takes them. */
function modelled(study: Study, design: DoseResponse) {
  const table = cells(study, design);
  const {doseBelow = Infinity} = design;
  const rows = Int32Array.from(table.pyr.keys()).filter((i) => table.doseMean[i] < doseBelow);
  const pick = (column: ArrayLike<number>) => Float64Array.from(rows, (i) => column[i]);
  const strata = cross(design.strata.map((key) => rows.map((i) => table.keys[key].codes[i]))).codes;
  const base = {cases: pick(table.cases), pyr: pick(table.pyr), strata};
  return {rows, base, dose: pick(table.doseMean)};
}

/**
 * The log-likelihood over the slope (per mGy), the backgrounds at their best: relative risks of
 * 1 + slope·dose are taken as given rates. −∞ where a relative risk would not be positive.
 */
export function logLikOver(study: Study, design: DoseResponse): (slope: number) => number {
  const {base, dose} = modelled(study, design);
  return (slope) => {
    const rate = dose.map((value) => 1 + slope * value);
    return rate.some((value) => value <= 0) ? -Infinity : poissonRegression({...base, rate}).logLik;
  };
}
