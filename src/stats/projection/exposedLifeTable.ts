import {sum} from "../numeric/sum.js";
import {type LifeTable, lifeTable, survivalAt} from "./lifeTable.js";

/**
 * The life table of the exposed: mortality μ(a) + lethality·M(a), with M the excess cases per person-year of
 * `lifetimeAttributableRisk` and lethality the share of them that kills (1 for a model of mortality).
 * @throws RangeError when lengths differ, the lethality is outside [0, 1], or mortality would be negative.
 * Source: Thomas, Darby, Fagnani and others (1992), Health Phys 63:259. Witness: CanEpiRisk's published years of life
 *   lost, test/stats/projection/lifetimeAttributableRisk.test.ts.
 */
export function exposedLifeTable(
  {mortality}: LifeTable,
  excessRate: ArrayLike<number>,
  lethality: number | ArrayLike<number> = 1
): LifeTable {
  if (excessRate.length !== mortality.length)
    throw new RangeError(
      `excessRate must have ${mortality.length} entries as mortality has; got ${excessRate.length}`
    );
  return lifeTable(
    mortality.map((rate, age) => {
      const share = typeof lethality === "number" ? lethality : lethality[age];
      if (!(share >= 0 && share <= 1))
        throw new RangeError(`lethality must lie between 0 and 1; got ${share} at age ${age}`);
      return rate + share * excessRate[age];
    })
  );
}

/**
 * Years of life lost by those alive at an age: Σ over birthdays a > from of (S(a) − S_D(a))/S(from).
 * @throws RangeError when tables differ in length or the age is outside them.
 */
export function yearsOfLifeLost(unexposed: LifeTable, exposed: LifeTable, fromAge: number): number {
  const ages = unexposed.mortality.length;
  if (exposed.mortality.length !== ages)
    throw new RangeError(`exposed must have ${ages} ages as unexposed has; got ${exposed.mortality.length}`);
  const before = survivalAt(unexposed, fromAge);
  const after = survivalAt(exposed, fromAge);
  const lost = new Float64Array(ages);
  for (let age = Math.ceil(fromAge); age < ages; ++age)
    lost[age] = unexposed.surv[age] / before - exposed.surv[age] / after;
  return sum(lost);
}
