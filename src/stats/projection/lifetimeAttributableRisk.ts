import {pow} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {ExcessRisk} from "./excessRisk.js";
import {type Latency, latencyShare} from "./latency.js";
import {type LifeTable, survivalAt} from "./lifeTable.js";

/** How risk is carried over from the population in which it was learnt: relative, absolute, or a mixture. */
export interface RiskModel {
  relative?: ExcessRisk;
  absolute?: ExcessRisk;
  /** Weight of the relative transfer, 0 to 1. */
  relativeWeight: number;
  /** w·R + (1 − w)·A, or R^w·A^(1 − w) of the two lifetime risks. */
  weighting: "arithmetic" | "geometric";
  /** Dose and dose-rate effectiveness factor, by which the risk is divided; 1 for none. */
  ddref: number;
  latency: Latency;
}

/** A dose in Gy at an age; a child has one for each procedure. */
export interface Exposure {
  age: number;
  doseGy: number;
}

/** Who is exposed: survival, and background cases per person-year by single year of age. */
export interface ExposedPopulation {
  lifeTable: LifeTable;
  incidence: ArrayLike<number>;
}

export interface ProjectionOptions {
  /** Alive at this age, from which risk counts; the age at first exposure unless given. */
  fromAge?: number;
  /** Risk counts to this birthday; the end of the tables unless given. */
  untilAge?: number;
  /** Where in a year of age rates and survival are taken: 0 its birthday (BEIR VII), ½ its middle. */
  rateAt?: number;
  survivalAt?: number;
}

/** Lifetime risks, each a probability. */
export interface LifetimeRisk {
  /** Lifetime attributable risk. */
  risk: number;
  /** The same wholly by relative and by absolute transfer; `null` where the model has no such part. */
  relative: number | null;
  absolute: number | null;
  /** Lifetime background risk from the same age. */
  baseline: number;
  /** Excess cases per person-year by single year of age from 0; Σ excessRate·S/S(from) is the risk. */
  excessRate: Float64Array;
}

/**
 * Lifetime attributable risk of one or more exposures:
 *
 *   LAR = Σ over a ≥ from of M(a)·S(a)/S(from),  M(a) = Σ over exposures of ERR·λ(a) or EAR, times latency / DDREF
 *
 * S is survival of the unexposed; with `exposedLifeTable` in its place this is the risk of exposure-induced
 * cancer. Several exposures add up. A geometric mixture is of the two lifetime risks, as in BEIR VII, and
 * `excessRate` then the weighted mixture of both curves that adds up to it.
 * @throws RangeError when there is no exposure, an age or dose is out of range, tables differ in length, the weight
 *   is outside [0, 1], the DDREF is not positive, the model has no part, or a geometric mixture has a risk that is
 *   not positive.
 * Source: BEIR VII (2006), chapter 12, equation 12-5; Berrington de González and others (2012), J Radiol Prot 32:205.
 * Witness: by hand; BEIR VII Table 12D-1; CanEpiRisk's published values;
 *   test/stats/projection/lifetimeAttributableRisk.test.ts.
 */
export function lifetimeAttributableRisk(
  exposures: readonly Exposure[],
  model: RiskModel,
  population: ExposedPopulation,
  options: ProjectionOptions = {}
): LifetimeRisk {
  const {lifeTable, incidence} = population;
  const ages = lifeTable.mortality.length;
  check(exposures, model, population);
  const {
    fromAge = Math.min(...exposures.map(({age}) => age)),
    untilAge = ages,
    rateAt = 0,
    survivalAt: within = 0
  } = options;
  if (!(fromAge >= 0 && fromAge < untilAge && untilAge <= ages))
    throw new RangeError(
      `fromAge must lie between 0 and untilAge, and that within ${ages}; got ${fromAge} and ${untilAge}`
    );
  const alive = survivalAt(lifeTable, fromAge);
  if (!(alive > 0)) throw new RangeError(`survival must be > 0 at age ${fromAge}; got ${alive}`);
  const relative = new Float64Array(ages);
  const absolute = new Float64Array(ages);
  const share = new Float64Array(ages);
  for (let age = Math.ceil(fromAge); age < untilAge; ++age) {
    share[age] = survivalAt(lifeTable, age + within) / alive;
    for (const {age: exposedAt, doseGy} of exposures) {
      const attained = age + rateAt;
      const part = latencyShare(model.latency, attained - exposedAt) / model.ddref;
      if (part === 0) continue;
      if (model.relative)
        relative[age] += part * model.relative(doseGy, exposedAt, attained) * incidence[age];
      if (model.absolute) absolute[age] += part * model.absolute(doseGy, exposedAt, attained);
    }
  }
  const lifetime = (rates: ArrayLike<number>) => sum(share.map((weight, age) => weight * rates[age]));
  const byRelative = model.relative ? lifetime(relative) : null;
  const byAbsolute = model.absolute ? lifetime(absolute) : null;
  const {risk, ofRelative, ofAbsolute} = mixture(model, byRelative, byAbsolute);
  return {
    risk,
    relative: byRelative,
    absolute: byAbsolute,
    baseline: lifetime(incidence),
    excessRate: relative.map((rate, age) => ofRelative * rate + ofAbsolute * absolute[age])
  };
}

/** The risk of both transfers together, and the multiples of their curves that add up to it. */
function mixture(
  {relativeWeight: w, weighting}: RiskModel,
  relative: number | null,
  absolute: number | null
) {
  if (relative === null) return {risk: absolute!, ofRelative: 0, ofAbsolute: 1};
  if (absolute === null) return {risk: relative, ofRelative: 1, ofAbsolute: 0};
  if (weighting === "arithmetic" || w === 0 || w === 1 || (relative === 0 && absolute === 0))
    return {risk: w * relative + (1 - w) * absolute, ofRelative: w, ofAbsolute: 1 - w};
  if (!(relative > 0 && absolute > 0))
    throw new RangeError(`risks must be > 0 for a geometric mixture; got ${relative} and ${absolute}`);
  const risk = pow(relative, w) * pow(absolute, 1 - w);
  return {risk, ofRelative: (w * risk) / relative, ofAbsolute: ((1 - w) * risk) / absolute};
}

function check(
  exposures: readonly Exposure[],
  model: RiskModel,
  {lifeTable, incidence}: ExposedPopulation
): void {
  const ages = lifeTable.mortality.length;
  if (exposures.length === 0) throw new RangeError("exposures must hold one; got none");
  exposures.forEach(({age, doseGy}, i) => {
    if (!(age >= 0 && age < ages))
      throw new RangeError(`age must lie between 0 and ${ages}; got ${age} in exposure ${i}`);
    if (!(doseGy >= 0 && doseGy < Infinity))
      throw new RangeError(`dose must be ≥ 0; got ${doseGy} in exposure ${i}`);
  });
  if (incidence.length !== ages)
    throw new RangeError(
      `incidence must have ${ages} entries as the life table has; got ${incidence.length}`
    );
  for (let age = 0; age < ages; ++age)
    if (!(incidence[age] >= 0 && incidence[age] < Infinity))
      throw new RangeError(`incidence must be ≥ 0; got ${incidence[age]} at age ${age}`);
  if (!model.relative && !model.absolute)
    throw new RangeError("model must have a relative or absolute risk; got neither");
  if (!(model.relativeWeight >= 0 && model.relativeWeight <= 1))
    throw new RangeError(`relativeWeight must lie between 0 and 1; got ${model.relativeWeight}`);
  if (!(model.ddref > 0)) throw new RangeError(`ddref must be > 0; got ${model.ddref}`);
}
