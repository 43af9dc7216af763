import {exp} from "../numeric/elementary.js";

/** Mortality by single year of age from birth, and the survival that follows from it. */
export interface LifeTable {
  /** Deaths per person-year in [a, a + 1), a = 0, 1, … */
  mortality: Float64Array;
  /** Probability of being alive at birthday a; one entry more than `mortality`, the first 1. */
  surv: Float64Array;
}

/**
 * A period life table: S(0) = 1, S(a + 1) = S(a)·exp(−μ(a)).
 * @throws RangeError when there is no rate, or one is negative or not finite.
 * Witness: by hand, test/stats/projection/lifeTable.test.ts.
 */
export function lifeTable(mortality: ArrayLike<number>): LifeTable {
  if (mortality.length === 0) throw new RangeError("mortality must hold a rate; got none");
  const surv = new Float64Array(mortality.length + 1);
  surv[0] = 1;
  let total = 0;
  for (let age = 0; age < mortality.length; ++age) {
    const rate = mortality[age];
    if (!(rate >= 0 && rate < Infinity))
      throw new RangeError(`mortality must be ≥ 0; got ${rate} at age ${age}`);
    total += rate;
    surv[age + 1] = exp(-total);
  }
  return {mortality: Float64Array.from(mortality), surv};
}

/**
 * The life table of patients whose mortality is `ratio` times that of the population plus `excess` deaths per
 * person-year, each a number or a function of age: so the children of a cardiac cohort do not live as long as
 * the population from which their background rates come.
 * @throws RangeError as `lifeTable`.
 */
export function patientLifeTable(
  {mortality}: LifeTable,
  {
    ratio = 1,
    excess = 0
  }: {ratio?: number | ((age: number) => number); excess?: number | ((age: number) => number)}
): LifeTable {
  const at = (value: number | ((age: number) => number), age: number) =>
    typeof value === "number" ? value : value(age);
  return lifeTable(mortality.map((rate, age) => at(ratio, age) * rate + at(excess, age)));
}

/**
 * S(age) at any age within the table, with constant mortality within a year.
 * @throws RangeError when the age is outside the table.
 */
export function survivalAt({mortality, surv}: LifeTable, age: number): number {
  if (!(age >= 0 && age <= mortality.length))
    throw new RangeError(`age must lie between 0 and ${mortality.length}; got ${age}`);
  const whole = Math.floor(age);
  return age === whole ? surv[whole] : surv[whole] * exp(-mortality[whole] * (age - whole));
}

/**
 * Rates by single year of age, 0 to `until` − 1, from bands [ageFrom, ageTo).
 * @throws RangeError when a year has no band.
 */
export function ratesByAge(
  {ageFrom, ageTo, rate}: {ageFrom: ArrayLike<number>; ageTo: ArrayLike<number>; rate: ArrayLike<number>},
  until: number
): Float64Array {
  return Float64Array.from({length: until}, (_, age) => {
    for (let band = 0; band < rate.length; ++band)
      if (age >= ageFrom[band] && age < ageTo[band]) return rate[band];
    throw new RangeError(`rates must have a band for age ${age}; got none`);
  });
}
