import {exp} from "../../src/stats/numeric/elementary.js";
import {tabulate} from "../../src/stats/persontime/tabulate.js";
import {type PoissonFit, poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {rateBreaks} from "../../src/stats/sir/referenceRates.js";
import type {Outcome} from "../definitions/outcomes.js";
import {code, persons, take, takeFactor} from "../definitions/persons.js";
import {expectedIn, ratesOf} from "../definitions/referenceRates.js";
import type {Study} from "../study.js";
import {followIrradiated, type Irradiated} from "./radiotherapyCohort.js";

/** A site of second cancer and the column of the treatments table with the mean dose of its organ, in Gy. */
export interface Site {
  outcome: Outcome;
  doseColumn: string;
  /** Years after the end of treatment from which dose counts for this site; the design's, if not said. */
  lagYears?: number;
}

/**
 * Second cancers of several sites in one model: each child is followed for each site, with the dose of that
 * site's organ, and the registries' rates are the background.
 */
export interface SiteDose {
  sites: readonly Site[];
  /** Years after the end of treatment from which its dose counts, for sites with no lag of their own. */
  lagYears: number;
  /** Children with a predisposing syndrome. */
  predisposed: "exclude" | "include";
  /** The registries' rates as they stand, times one factor, or times a factor for each site. */
  background: "registries" | "scaled" | "scaled by site";
  /** Lower edges in Gy of the classes within which the model uses the mean dose of the cell, and of the bands shown. */
  doseClasses: readonly number[];
  doseBands: readonly number[];
  level: number;
}

/** Cells of person-time, one set a site, with the cases expected at the registries' rates. */
export interface SiteCells {
  cases: Float64Array;
  pyr: Float64Array;
  expected: Float64Array;
  /** Lagged mean dose in Gy. */
  dose: Float64Array;
  site: Int32Array;
  band: Int32Array;
}

/** Children followed for the outcome, those with a syndrome left out where the design says so. */
export function followedForSite(
  study: Study,
  outcome: Outcome,
  {predisposed}: Pick<SiteDose, "predisposed">
): Irradiated & {chosen: Int32Array} {
  const cohort = followIrradiated(study, outcome);
  const {syndrome} = persons(study);
  const none = code(syndrome, "none");
  const chosen = Int32Array.from(cohort.rows.keys()).filter((i) => {
    const own = syndrome.codes[cohort.rows[i]];
    return predisposed === "include" || own < 0 || own === none;
  });
  return {...cohort, chosen};
}

/** Tabulates every site by country, sex, age, calendar year and lagged dose. */
export function siteCells(study: Study, design: SiteDose): SiteCells {
  const {sites, lagYears, predisposed, doseClasses, doseBands} = design;
  const outside = doseBands.find((edge) => !doseClasses.includes(edge));
  if (outside !== undefined) throw new RangeError(`doseBands must be edges of doseClasses; got ${outside}`);
  return study.once(
    `site cells ${JSON.stringify({sites, lagYears, predisposed, doseClasses, doseBands})}`,
    () => {
      const all = persons(study);
      const parts = sites.map(({outcome, doseColumn, lagYears: ownLag = lagYears}) => {
        const {rows, chosen, entry, exit, event, birth, total} = followedForSite(study, outcome, design);
        const dose = total(doseColumn);
        const children = take(rows, chosen);
        const {age, year} = rateBreaks(ratesOf(study, outcome)[0]);
        const cells = tabulate(
          {
            entry: take(entry, chosen),
            exit: take(exit, chosen),
            event: take(event, chosen),
            birth: take(birth, chosen),
            by: {sex: takeFactor(all.sex, children), country: takeFactor(all.country, children)},
            exposures: {
              ptr: Int32Array.from({length: chosen.length + 1}, (_, i) => i),
              day: take(entry, chosen),
              dose: Float64Array.from(chosen, (i) => dose[i])
            }
          },
          {scales: {age, year}, dose: {lagYears: ownLag, breaks: doseClasses}}
        );
        return {cells, expected: expectedIn(study, outcome, cells)};
      });
      const join = (pick: (part: (typeof parts)[number], k: number) => ArrayLike<number>) =>
        Float64Array.from(parts.flatMap((part, k) => Array.from(pick(part, k))));
      const bandOf = doseClasses.map((edge) => doseBands.findLastIndex((lower) => edge >= lower));
      return {
        cases: join(({cells}) => cells.cases),
        pyr: join(({cells}) => cells.pyr),
        expected: join(({expected}) => expected),
        dose: join(({cells}) => cells.doseMean),
        site: Int32Array.from(join(({cells}, k) => cells.pyr.map(() => k))),
        band: Int32Array.from(join(({cells}) => cells.keys.dose.codes.map((own) => bandOf[own])))
      };
    }
  );
}

/**
 * Fits the excess relative risk per Gy, one slope for all sites or one for each group of them.
 * @param groupOf group of a site, an index into `groups`.
 * @param cases other cases than those observed, such as those that the truth expects.
 */
export function siteFit(
  study: Study,
  design: SiteDose,
  {
    groups = ["dose"],
    groupOf = () => 0,
    cases
  }: {groups?: readonly string[]; groupOf?: (site: number) => number; cases?: Float64Array} = {}
): PoissonFit {
  const cells = siteCells(study, design);
  const {pyr, expected, dose, site} = cells;
  const strata =
    design.background === "scaled by site"
      ? site
      : design.background === "scaled"
        ? site.map(() => 0)
        : undefined;
  return poissonRegression(
    {
      cases: cases ?? cells.cases,
      pyr,
      rate: expected.map((value, i) => value / pyr[i]),
      ...(strata && {strata}),
      excess: {
        kind: "relative",
        dose: groups.map((name, k) => ({
          name,
          values: dose.map((value, i) => (groupOf(site[i]) === k ? value : 0))
        }))
      }
    },
    {interval: {level: design.level, methods: ["wald", "profile"]}}
  );
}

/** The slope per Gy that the model would find in an endless study made as the synthetic data are; `null` without a truth. */
export function trueSiteSlope(study: Study, design: SiteDose): number | null {
  if (!study.truth) return null;
  const {secondCancer} = study.truth.model.radiotherapy;
  const {expected, dose, site} = siteCells(study, design);
  const cases = expected.map((background, i) => {
    const made = secondCancer[design.sites[site[i]].outcome.name as keyof typeof secondCancer];
    const downturn = "quadraticLogPerGy2" in made ? exp(made.quadraticLogPerGy2 * dose[i] * dose[i]) : 1;
    return background * (1 + made.perGy * dose[i] * downturn);
  });
  return siteFit(study, design, {cases}).parameters[0].estimate;
}
