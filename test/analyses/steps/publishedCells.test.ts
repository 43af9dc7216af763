import {expect, test} from "vitest";
import {marrow} from "../../../analyses/definitions/organs.js";
import {allCancers} from "../../../analyses/definitions/outcomes.js";
import {cardiacCancer} from "../../../analyses/designs/cardiacCancer.js";
import {cells} from "../../../analyses/designs/doseResponse.js";
import {leastInCell, publishedCells} from "../../../analyses/steps/publishedCells.js";
import type {Table} from "../../../src/stats/result/report.js";
import {smallStudy} from "../smallStudy.js";

const study = smallStudy();
const design = cardiacCancer(allCancers, marrow, {lagYears: 2, doseBands: [0, 2.5, 5, 10, 20]});
const table = publishedCells(design, [0, 5, 10])(study) as Table;
const column = (name: string) => {
  const j = table.columns.findIndex((own) => own.name === name);
  return table.rows.map((row) => row[j]);
};
const sums = (name: string, lag: number) =>
  column(name).reduce<number>((sum, value, i) => sum + (column("lag")[i] === lag ? (value as number) : 0), 0);
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

test("publishedCells divides all cases, person-years and dose under every lag, 13 cases or more each (law)", () => {
  expect([...new Set(column("lag"))]).toEqual([0, 2, 5, 10]);
  for (const lag of [0, 2, 5, 10]) {
    const whole = cells(study, {...design, lagYears: lag});
    expect(sums("cases", lag)).toBe(total(whole.cases));
    expect(sums("pyr", lag)).toBeCloseTo(total(whole.pyr), 6);
    const dose = column("dose").reduce<number>(
      (sum, mean, i) =>
        sum + (column("lag")[i] === lag ? (mean as number) * (column("pyr")[i] as number) : 0),
      0
    );
    expect(dose).toBeCloseTo(total(whole.pyr.map((pyr, i) => pyr * whole.doseMean[i])), 4);
  }
  expect(Math.min(...(column("cases") as number[]))).toBeGreaterThanOrEqual(leastInCell);
});

test("publishedCells keeps each part's cases and person-years the same under every lag (law)", () => {
  const parts = new Map<string, number[]>();
  column("lag").forEach((lag, i) => {
    const key = `${lag} ${column("transplant")[i]} ${column("age")[i]}`;
    const [cases, pyr] = parts.get(key) ?? [0, 0];
    parts.set(key, [cases + (column("cases")[i] as number), pyr + (column("pyr")[i] as number)]);
  });
  const own = [...parts].filter(([key]) => key.startsWith("2 "));
  expect(own.length).toBeGreaterThan(1);
  for (const lag of [0, 5, 10])
    for (const [key, [cases, pyr]] of own) {
      const other = parts.get(key.replace(/^2/, String(lag)))!;
      expect(other[0]).toBe(cases);
      expect(other[1]).toBeCloseTo(pyr, 6);
    }
});

test("publishedCells puts each mean dose into its band, and declares a fit of each lag (law)", () => {
  column("dose").forEach((dose, i) => {
    expect(dose).toBeGreaterThanOrEqual(column("from")[i] as number);
    expect(dose).toBeLessThan((column("to")[i] as number | null) ?? Infinity);
  });
  expect(table.fits!.find(({answers}) => answers === "trend")?.name).toBe("linear-lag-2");
});
