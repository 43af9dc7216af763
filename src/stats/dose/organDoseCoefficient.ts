import {exp, log} from "../numeric/elementary.js";

/** A table of coefficients: dose to a reference organ at one age, ratios of organs, and how they fall with age. */
export interface ConversionTable {
  /** Dose per kerma-area product to the reference organ at an age, mGy per Gy·cm². */
  perPka: number;
  ageYears: number;
  /** Dose of each organ over that of the reference organ. */
  organs: Readonly<Record<string, number>>;
  /** Ascending ages in years, and any quantity > 0 that falls with age as the coefficients do. */
  ages: readonly number[];
  byAge: readonly number[];
}

/**
 * The dose to an organ per kerma-area product at an age, mGy per Gy·cm²:
 *
 *   c(organ, a) = perPka · ratio(organ) · s(a) / s(ageYears)
 *
 * where log s runs straight between the table's ages. Nothing is carried beyond them.
 * @throws RangeError when the organ is not in the table, the age outside it, or the table is none.
 * Witness: by hand, test/stats/dose/organDoseCoefficient.test.ts.
 */
export function organDoseCoefficient(table: ConversionTable, organ: string, age: number): number {
  const {perPka, ageYears, organs} = table;
  if (!Object.hasOwn(organs, organ))
    throw new RangeError(`organ must be one of ${Object.keys(organs).join(", ")}; got ${organ}`);
  return perPka * organs[organ] * exp(logShape(table, age) - logShape(table, ageYears));
}

function logShape({ages, byAge}: ConversionTable, age: number): number {
  if (ages.length !== byAge.length || ages.length < 2)
    throw new RangeError(
      `byAge must have the ${ages.length} ages of the table, two at least; got ${byAge.length}`
    );
  const last = ages.length - 1;
  if (!(age >= ages[0] && age <= ages[last]))
    throw new RangeError(`age must be ${ages[0]} … ${ages[last]} years as the table is; got ${age}`);
  let k = 0;
  while (k + 1 < last && age > ages[k + 1]) ++k;
  if (!(ages[k + 1] > ages[k] && byAge[k] > 0 && byAge[k + 1] > 0))
    throw new RangeError(`ages must ascend and byAge be > 0; got ${ages.join(", ")} and ${byAge.join(", ")}`);
  const share = (age - ages[k]) / (ages[k + 1] - ages[k]);
  return log(byAge[k]) + share * (log(byAge[k + 1]) - log(byAge[k]));
}
