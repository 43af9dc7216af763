import heartPatients from "../../data/reference/chd-mortality.json" with {type: "json"};
import riskModels from "../../data/reference/risk-models.json" with {type: "json"};
import {stream} from "../../loaders/synthetic/stream.js";
import {
  type LifeTable,
  lifeTable,
  patientLifeTable,
  ratesByAge
} from "../../src/stats/projection/lifeTable.js";
import {
  lifetimeAttributableRisk,
  type RiskModel
} from "../../src/stats/projection/lifetimeAttributableRisk.js";
import {type Sex, siteModel} from "../../src/stats/projection/siteModel.js";
import {type RiskModels, siteParameters} from "../../src/stats/projection/siteParameters.js";
import {selectRates} from "../../src/stats/sir/referenceRates.js";
import type {Organ} from "../definitions/organs.js";
import {referenceRates} from "../definitions/referenceRates.js";
import type {Study} from "../study.js";

/** A cancer site whose lifetime risk follows from the dose to an organ. */
export interface RiskSite {
  organ: Organ;
  /** Site of data/reference/risk-models.json. */
  site: string;
  /** Group of the reference rates; `null` where they have none: risk is then carried over as absolute alone. */
  group: string | null;
  sexes: readonly Sex[];
}

/** An age at exposure, from its lower edge on, and the age at which its risk is reckoned. */
export interface RiskAge {
  label: string;
  from: number;
  at: number;
}

/** How lifetime attributable risk is projected. */
export interface LifetimeRisk {
  sites: readonly RiskSite[];
  ages: readonly RiskAge[];
  /** Whose survival: that of heart patients, or of the population. */
  survival: "heart patients" | "population";
  /** Latency and mixture of transfers as RadRAT or as BEIR VII has them. */
  convention: "RadRAT" | "BEIR VII";
  /** Whether solid cancer risks are divided by the dose and dose-rate effectiveness factor. */
  ddref: "applied" | "none";
  /** Countries whose rates are averaged, and the calendar year that they are of. */
  countries: readonly string[];
  rateYear: number;
  untilAge: number;
  seed: number;
  draws: number;
  level: number;
}

export const riskSexes: readonly Sex[] = ["F", "M"];

/** Lifetime risk of one site, sex and age in each draw, as linear·d + quadratic·d² of the dose d in Gy. */
export interface RiskCoefficients {
  linear: Float64Array;
  quadratic: Float64Array;
}

/** The coefficients at [site][sex][age]; `null` where the site is not of the sex. */
export type RiskTable = (RiskCoefficients | null)[][][];

/** Doses in Gy at which a risk is projected, to tell its two coefficients. */
const [small, large] = [0.01, 0.02];

/**
 * Draws what is uncertain of each site's model, and projects its risk over the lives of girls and boys exposed
 * at each age. A draw takes its transfer wholly relative or wholly absolute, so the risk is a parabola in dose.
 * Draw k of a site comes from a stream of its own, (seed, site, k): the same for both sexes and all ages.
 */
export function riskTable(study: Study, design: LifetimeRisk): RiskTable {
  const {sites, ages, draws, seed, untilAge} = design;
  return study.once(`lifetime risk ${JSON.stringify(design)}`, () =>
    sites.map((own) => {
      const parameters = parametersOf(own, design);
      const curved = [parameters.relative, parameters.absolute].some(
        (transfer) => transfer && "quadratic" in transfer && transfer.quadratic
      );
      return riskSexes.map((sex) => {
        if (!own.sexes.includes(sex)) return ages.map(() => null);
        const population = {
          lifeTable: survivalOf(study, design, sex),
          incidence: own.group === null ? new Float64Array(untilAge) : rateOf(study, design, sex, own.group)
        };
        const table = ages.map(() => ({linear: new Float64Array(draws), quadratic: new Float64Array(draws)}));
        for (let k = 0; k < draws; ++k) {
          const model = onlyUsed(
            siteModel(parameters, sex, stream(seed, `lifetime risk ${own.site}`, k).uniform)
          );
          ages.forEach(({at}, a) => {
            const perGy = (doseGy: number) =>
              lifetimeAttributableRisk([{age: at, doseGy}], model, population, {rateAt: 0.5, survivalAt: 0.5})
                .risk / doseGy;
            const first = perGy(small);
            const bend = curved ? (perGy(large) - first) / (large - small) : 0;
            table[a].linear[k] = first - bend * small;
            table[a].quadratic[k] = bend;
          });
        }
        return table;
      });
    })
  );
}

/** Lifetime background risk of the sites with registry rates, from an age on. */
export function backgroundRisk(study: Study, design: LifetimeRisk, sex: Sex, fromAge: number): number {
  const survival = survivalOf(study, design, sex);
  return design.sites.reduce((sum, {group, sexes, site}) => {
    if (group === null || !sexes.includes(sex)) return sum;
    const model = siteModel(siteParameters(riskModels as unknown as RiskModels, site), sex);
    const population = {lifeTable: survival, incidence: rateOf(study, design, sex, group)};
    return sum + lifetimeAttributableRisk([{age: fromAge, doseGy: 0}], model, population).baseline;
  }, 0);
}

function parametersOf({site, group}: RiskSite, {convention, ddref}: LifetimeRisk) {
  const parameters = siteParameters(riskModels as unknown as RiskModels, site, convention);
  return {
    ...parameters,
    ...(group === null ? {weight: {kind: "fixed" as const, value: 0}} : {}),
    ...(ddref === "none" ? {ddref: {kind: "fixed" as const, value: 1}} : {})
  };
}

function survivalOf(study: Study, design: LifetimeRisk, sex: Sex): LifeTable {
  const population = lifeTable(rateOf(study, design, sex, "death"));
  return design.survival === "population"
    ? population
    : patientLifeTable(population, {excess: heartPatients.overall.excess});
}

/** The model without a transfer of no weight, whose risk need not be projected. */
function onlyUsed(model: RiskModel): RiskModel {
  const {relative, absolute, relativeWeight} = model;
  if (relative && absolute && relativeWeight === 1) return {...model, absolute: undefined};
  if (relative && absolute && relativeWeight === 0) return {...model, relative: undefined};
  return model;
}

/** The mean over the countries of a group's rate in the design's year, by single year of age. */
function rateOf(study: Study, design: LifetimeRisk, sex: Sex, group: string): Float64Array {
  const {countries, rateYear, untilAge} = design;
  return study.once(`rates by age ${JSON.stringify({countries, rateYear, untilAge, sex, group})}`, () => {
    const mean = new Float64Array(untilAge);
    for (const country of countries) {
      const all = selectRates(referenceRates(study), {country, sex, group});
      const rows = Array.from(all.rate.keys()).filter(
        (i) => all.yearFrom[i] <= rateYear && rateYear < all.yearTo[i]
      );
      const pick = (column: ArrayLike<number>) => rows.map((i) => column[i]);
      const rates = ratesByAge(
        {ageFrom: pick(all.ageFrom), ageTo: pick(all.ageTo), rate: pick(all.rate)},
        untilAge
      );
      rates.forEach((rate, age) => {
        mean[age] += rate / countries.length;
      });
    }
    return mean;
  });
}
