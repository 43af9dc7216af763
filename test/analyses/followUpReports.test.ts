import {expect, test} from "vitest";
import type {Analysis} from "../../analyses/analysis.js";
import conversion from "../../analyses/dosimetry/conversion.js";
import doses from "../../analyses/dosimetry/doses.js";
import missing from "../../analyses/dosimetry/missing.js";
import levels from "../../analyses/dosimetry/reference-levels.js";
import cohort from "../../analyses/follow-up/cohort.js";
import linkage from "../../analyses/follow-up/linkage.js";
import losses from "../../analyses/follow-up/losses.js";
import power from "../../analyses/follow-up/power.js";
import type {Estimate, Figure, Item, Statement, Table, TableData} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy();
const item = <T extends Item>({items, reads}: Analysis, name: string): T =>
  items[name](study.restrict("test", reads)) as T;
const column = ({columns, rows}: TableData, name: string) => {
  const j = columns.findIndex((c) => c.name === name);
  return rows.map((row) => row[j]);
};
const numbers = (table: TableData, name: string) => column(table, name) as number[];

test("countries add up to their cohort, in children, person-years and reasons to leave (law)", () => {
  const table = item<Table>(cohort, "countries");
  const reasons = item<Table>(cohort, "reasons");
  for (const name of ["cardiac", "radiotherapy"]) {
    const of = (data: TableData, figure: string) => {
      const own = numbers(data, figure).filter((_, k) => data.rows[k][0] === name);
      return [own.slice(0, -1).reduce((sum, x) => sum + x, 0), own.at(-1)!];
    };
    for (const figure of ["children", "personYears"]) {
      const [sum, all] = of(table, figure);
      expect(sum).toBeCloseTo(all, 6);
    }
    expect(of(table, "children")[1]).toBe(item<Estimate>(cohort, `${name}-children`).value);
    const ends = ["death", "emigration", "lost", "end of follow-up"].map((end) => of(reasons, end)[1]);
    expect(ends.reduce((sum, x) => sum + x, 0)).toBe(of(reasons, "children")[1]);
  }
});

test("curves of loss begin at nothing, rise, and have ten leavers between their points (law)", () => {
  const {curves} = item<Figure>(losses, "curves").data;
  const [group, events, share] = ["group", "events", "incidence"].map((name) => column(curves, name));
  share.forEach((value, k) => {
    const first = group[k] !== group[k - 1];
    expect(value).toSatisfy((x: number) => (first ? x === 0 : x > (share[k - 1] as number)));
    if (!first) expect(events[k]).toBeGreaterThanOrEqual(10);
  });
});

test("the rates of loss over all countries hold what made the data (law)", () => {
  const table = item<Table>(losses, "rates");
  const all = column(table, "country").flatMap((country, k) => (country === "all" ? [k] : []));
  expect(all.map((k) => column(table, "covered")[k])).toEqual(["yes", "yes"]);
});

test("every death of the persons table has been reported (law)", () => {
  const table = item<Table>(linkage, "deaths");
  expect(column(table, "count")).toEqual(column(table, "deaths"));
  expect(numbers(table, "unknown").every((n) => n === 0)).toBe(true);
});

test("the smallest detectable effect falls with every year of continued follow-up (law)", () => {
  const table = item<Table>(power, "table");
  const [outcome, years, detectable] = ["outcome", "years", "detectable"].map((name) => column(table, name));
  detectable.forEach((value, k) => {
    if (outcome[k] !== outcome[k - 1]) expect(years[k]).toBe(0);
    else expect(value).toBeLessThan(detectable[k - 1] as number);
  });
});

test("the conversion finds the powers and the spread that made the doses again (law)", () => {
  const table = item<Table>(conversion, "marrow");
  const found = (term: string) => numbers(table, "estimate")[column(table, "term").indexOf(term)];
  expect(found("power of PKA")).toBeCloseTo(1, 2);
  expect(found("power of weight")).toBeCloseTo(-0.85, 2);
  expect(found("residual SD")).toBeCloseTo(0.15, 2);
});

test("procedures by equipment add up to those by class, and to all (law)", () => {
  const table = item<Table>(doses, "indicators");
  const sum = (by: string) =>
    numbers(table, "procedures")
      .filter((_, k) => table.rows[k][0] === by)
      .reduce((total, x) => total + x, 0);
  expect(sum("Equipment")).toBe(sum("All"));
  expect(sum("Class")).toBe(sum("All"));
});

test("missing indicators by country are those by centre (law)", () => {
  const sum = (name: string) => numbers(item<Table>(missing, name), "missing").reduce((all, x) => all + x, 0);
  expect(sum("by-country")).toBe(sum("by-centre"));
});

test("reference levels lie above the median and inside their interval (law)", () => {
  const table = item<Table>(levels, "levels");
  const [median, level, lower, upper] = ["median", "level", "lower", "upper"].map((name) =>
    numbers(table, name)
  );
  level.forEach((value, k) => {
    expect(value).toBeGreaterThan(median[k]);
    expect(value).toBeGreaterThanOrEqual(lower[k]);
    expect(value).toBeLessThanOrEqual(upper[k]);
  });
});

test("the sentence on shortfalls names the countries whose interval lies below 1, and none else (law)", () => {
  const {rows} = item<Figure>(linkage, "ratios").data.estimates;
  const {text} = item<Statement>(linkage, "shortfalls");
  const own = rows.filter(([, label]) => label !== "All");
  const missed = own.filter((row) => (row[7] as number) < 1).map(([, label]) => label);
  expect(text).toContain(missed.length ? `below 1 in ${missed.join(", ")}.` : "In no country");
  expect(text.includes("a tenth")).toBe(own.some((row) => (row[6] as number) < 0.9));
});

test("the truth of the linkage counts the countries whose interval holds it (law)", () => {
  const {text} = item<Statement>(linkage, "truth");
  const own = item<Figure>(linkage, "ratios").data.estimates.rows.filter(([, label]) => label !== "All");
  const holding = own.filter((row) => (row[6] as number) <= 1 && (row[7] as number) >= 1);
  expect(text).toContain(`the intervals of ${holding.length} of ${own.length} countries hold 1`);
  const shares = item<Table>(linkage, "deaths").rows.slice(0, -1);
  const whole = shares.filter((row) => (row[5] as number) >= 100);
  expect(text).toContain(`which the intervals of ${whole.length} of ${shares.length} hold`);
});
