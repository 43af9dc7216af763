import {expect, it} from "vitest";
import {countries, rateGroups, rateIndex, rates, ratesTable} from "../../../loaders/synthetic/rates.js";

const periods = 11;
const of2000 = 6;

/** World-standardised rate at 0–14 years per million, mean of all countries and both sexes, around 2002. */
function childhood(group: (typeof rateGroups)[number]): number {
  let sum = 0;
  for (const [country] of countries.entries())
    for (const sex of [0, 1]) {
      const start = rateIndex(country, sex, rateGroups.indexOf(group));
      const at = (band: number) => rates[start + band * periods + of2000];
      sum += (12 * (0.2 * at(0) + 0.8 * at(1)) + 10 * at(2) + 9 * at(3)) / 31;
    }
  return (1e6 * sum) / (2 * countries.length);
}

it("rates at 0–14 years lie within 10 % of IICC-3 (published: Steliarova-Foucher 2017)", () => {
  expect(Math.abs(childhood("leukaemia") / 46.4 - 1)).toBeLessThan(0.1);
  expect(Math.abs(childhood("brain") / 28.2 - 1)).toBeLessThan(0.1);
  expect(Math.abs(childhood("lymphoma") / 15.2 - 1)).toBeLessThan(0.1);
});

it("rates of leukaemia have their childhood peak at 1–4 years in every country, sex and period (law)", () => {
  for (const [country] of countries.entries())
    for (const sex of [0, 1])
      for (let period = 0; period < periods; ++period) {
        const start = rateIndex(country, sex, 0);
        const bands = [0, 1, 2, 3, 4].map((band) => rates[start + band * periods + period]);
        expect(Math.max(...bands)).toBe(bands[1]);
      }
});

it("ratesTable has a row for each country, sex, age band, period and group (law)", () => {
  const table = ratesTable();
  expect(table.numRows).toBe(8 * 2 * 15 * 11 * 8);
  const key = (row: Record<string, unknown>) =>
    [row.country, row.sex, row.age_from, row.year_from, row.group].join();
  expect(new Set(table.toArray().map((row) => key(row.toJSON()))).size).toBe(table.numRows);
  const row = table.get(rateIndex(1, 1, 7) + 2 * periods + of2000)!.toJSON();
  expect(row).toMatchObject({
    country: "FR",
    sex: "M",
    age_from: 5,
    age_to: 10,
    year_from: 2000,
    group: "death"
  });
  expect(row.rate).toBe(rates[rateIndex(1, 1, 7) + 2 * periods + of2000]);
});
