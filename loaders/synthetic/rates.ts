import {readFileSync} from "node:fs";
import {exp} from "../../src/stats/numeric/elementary.js";
import {category, numbers, tableOf} from "./columns.js";
import {dayOf, daysPerYear} from "./days.js";

/** Groups of the rates table; the last is death from any cause. */
export const rateGroups = [
  "leukaemia",
  "lymphoma",
  "brain",
  "thyroid",
  "breast",
  "lung",
  "other solid",
  "death"
] as const;

export const countries = ["BE", "FR", "DE", "IT", "NO", "ES", "UK", "DK"] as const;
export const sexes = ["F", "M"] as const;

interface Curve {
  trendPerYear: number;
  F: number[];
  M: number[];
}

interface Incidence {
  source: string;
  ageFrom: number[];
  ageTo: number[];
  yearFrom: number[];
  yearWidth: number;
  countryFactor: Record<string, number>;
  groups: Record<string, Curve>;
}

interface Mortality {
  source: string;
  countryFactor: Record<string, number>;
  death: Curve;
  chdSeverityFactor: Record<string, number>;
  radiotherapy: {first5Years: number; later: number};
}

export const incidence = read("incidence") as Incidence;
export const mortality = read("mortality") as Mortality;

/** Lower edges of attained age in days from birth, and of calendar periods in days since 1970-01-01. */
export const ageEdges = Int32Array.from(incidence.ageFrom, (age) => Math.round(age * daysPerYear));
export const yearEdges = Int32Array.from(incidence.yearFrom, (year) => dayOf(year));

const bandCount = ageEdges.length;
const periodCount = yearEdges.length;

/** Rates per person-year, at `rateIndex` plus age band × number of periods + period. */
export const rates = makeRates();

/** Where the rates of a country, sex and group begin. */
export function rateIndex(country: number, sex: number, group: number): number {
  return ((country * 2 + sex) * rateGroups.length + group) * bandCount * periodCount;
}

/**
 * The rates table: rate(country, sex, age, period, group) = curve(sex, age) × country factor ×
 * exp(trend × (midpoint − 2002.5)), from the parameters in data/reference.
 */
export function ratesTable() {
  const size = rates.length;
  const column = () => new Int32Array(size);
  const [country, sex, ageFrom, ageTo, yearFrom, yearTo, group] = [1, 2, 3, 4, 5, 6, 7].map(column);
  for (let i = 0; i < size; ++i) {
    const period = i % periodCount;
    const band = Math.floor(i / periodCount) % bandCount;
    group[i] = Math.floor(i / (periodCount * bandCount)) % rateGroups.length;
    const person = Math.floor(i / (periodCount * bandCount * rateGroups.length));
    sex[i] = person % 2;
    country[i] = person >> 1;
    ageFrom[i] = incidence.ageFrom[band];
    ageTo[i] = incidence.ageTo[band];
    yearFrom[i] = incidence.yearFrom[period];
    yearTo[i] = incidence.yearFrom[period] + incidence.yearWidth;
  }
  return tableOf([
    category("country", country, countries),
    category("sex", sex, sexes),
    numbers("age_from", ageFrom),
    numbers("age_to", ageTo),
    numbers("year_from", yearFrom),
    numbers("year_to", yearTo),
    category("group", group, rateGroups),
    numbers("rate", rates)
  ]);
}

function makeRates(): Float64Array {
  const result = new Float64Array(countries.length * 2 * rateGroups.length * bandCount * periodCount);
  let i = 0;
  for (const country of countries)
    for (const sex of sexes)
      for (const group of rateGroups) {
        const {[sex]: curve, trendPerYear} = group === "death" ? mortality.death : incidence.groups[group];
        const factor = (group === "death" ? mortality : incidence).countryFactor[country];
        for (let band = 0; band < bandCount; ++band)
          for (const from of incidence.yearFrom)
            result[i++] =
              1e-5 * curve[band] * factor * exp(trendPerYear * (from + incidence.yearWidth / 2 - 2002.5));
      }
  return result;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../data/reference/${name}.json`, import.meta.url), "utf8"));
}
