import type {Organ} from "../definitions/organs.js";
import type {Outcome} from "../definitions/outcomes.js";
import type {DoseResponse} from "./doseResponse.js";

/** Bands of attained age in which the registries give rates; the background is free in each. */
const ages = [0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65];
const years = [1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020];

/**
 * The design that the cancers after cardiac procedures share: linear excess relative
 * risk on the lagged cumulative organ dose, a free background by sex, country, attained age, calendar year
 * and transplant status, children with a predisposing syndrome left out.
 */
export function cardiacCancer(
  outcome: Outcome,
  organ: Organ,
  {lagYears, doseBands}: {lagYears: number; doseBands: readonly number[]}
): DoseResponse {
  return {
    outcome,
    organ,
    lagYears,
    exclusionYears: lagYears,
    transplant: "keep",
    predisposed: "exclude",
    ages,
    years,
    doseClasses: finer(doseBands),
    doseBands,
    strata: ["sex", "country", "age", "year", "transplant"],
    level: 0.95
  };
}

/** Classes for the model: each band in four, the open last one from its edge up to tenfold. */
function finer(bands: readonly number[]): number[] {
  const closed = bands.slice(0, -1).flatMap((from, k) => {
    const step = (bands[k + 1] - from) / 4;
    return [0, 1, 2, 3].map((quarter) => from + quarter * step);
  });
  const last = bands[bands.length - 1];
  return [...closed, ...[1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * last)];
}
