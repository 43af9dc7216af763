/** Ages in years, and the least and greatest weight in kg that a child of that age is believed to have. */
const ages = [0, 0.5, 1, 2, 5, 10, 15, 22];
const least = [0.5, 2, 3.5, 4.5, 6, 10, 16, 20];
const greatest = [10, 22, 27, 35, 56, 112, 170, 200];

/**
 * Whether a weight is plausible at an age: within limits that are linear between tabulated ages.
 *
 * @param weight kg.
 * @param age years; above 22 the limits stay.
 * Source: assumed, about half of −3 SD and twice +3 SD of the WHO growth standards and reference (2006, 2007)
 * up to age 10, wider for preterm birth at age 0, extrapolated above.
 */
export function isPlausibleWeight(weight: number, age: number): boolean {
  let k = 1;
  while (k < ages.length - 1 && ages[k] < age) ++k;
  const part = Math.min(1, Math.max(0, (age - ages[k - 1]) / (ages[k] - ages[k - 1])));
  const between = (limits: readonly number[]) => limits[k - 1] + part * (limits[k] - limits[k - 1]);
  return weight >= between(least) && weight <= between(greatest);
}
