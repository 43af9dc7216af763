import {expect, test} from "vitest";
import type {Analysis} from "../../analyses/analysis.js";
import leukaemia from "../../analyses/cardiac/leukaemia.js";
import transplant from "../../analyses/cardiac/transplant.js";
import cardiacEvents from "../../analyses/radiotherapy/cardiac-events.js";
import type {Estimate, Figure, Item, Table, TableData} from "../../src/stats/result/report.js";
import {smallStudy} from "./smallStudy.js";

const study = smallStudy();
const item = <T extends Item>({items, reads}: Analysis, name: string): T =>
  items[name](study.restrict("test", reads)) as T;
const value = (analysis: Analysis, name: string) => item<Estimate>(analysis, name).value as number;
const column = ({columns, rows}: TableData, name: string) => {
  const j = columns.findIndex((c) => c.name === name);
  return rows.map((row) => row[j]);
};
const total = (values: readonly unknown[]) => (values as number[]).reduce((sum, x) => sum + x, 0);

for (const [name, analysis] of Object.entries({leukaemia, transplant, cardiacEvents})) {
  test(`the flow chart of ${name} leads from the cohort to those analysed, none lost (law)`, () => {
    const {data} = item<Figure>(analysis, "flow");
    const excluded = column(data.steps, "excluded").filter((n) => n !== null);
    const remaining = column(data.steps, "remaining") as number[];
    expect(remaining[0] - total(excluded)).toBe(remaining.at(-1));
    expect(remaining.at(-1)).toBe(value(analysis, "children"));
  });

  test(`the dose bands of ${name} hold all cases and person-years (law)`, () => {
    const bands = item<Table>(analysis, "dose-bands");
    expect(total(column(bands, "cases"))).toBe(value(analysis, "cases"));
    if ("person-years" in analysis.items)
      expect(total(column(bands, "personYears"))).toBeCloseTo(value(analysis, "person-years"), 6);
  });

  test(`the main line of ${name}'s sensitivity is its answer (law)`, () => {
    const [main] = column(
      item<Figure>(analysis, name === "transplant" ? "answers" : "sensitivity").data.estimates,
      "estimate"
    );
    expect(main).toBe(value(analysis, name === "transplant" ? "adjusted" : "trend"));
  });
}

test("characteristics add up to the cohort, whatever they are divided by (law)", () => {
  const table = item<Table>(leukaemia, "characteristics");
  const names = column(table, "characteristic");
  for (const name of new Set(names)) {
    const of = (figure: string) => total(column(table, figure).filter((_, k) => names[k] === name));
    expect(of("persons"), String(name)).toBe(value(leukaemia, "children"));
    expect(of("cases"), String(name)).toBe(value(leukaemia, "cases"));
    expect(of("personYears"), String(name)).toBeCloseTo(value(leukaemia, "person-years"), 6);
    expect(of("share"), String(name)).toBeCloseTo(100, 9);
  }
});

test("background and excess cases add up to the cases observed: the score equation of the strata (law)", () => {
  const table = item<Table>(leukaemia, "excess");
  const last = (name: string) => column(table, name).at(-1) as number;
  expect(last("background") + last("excess")).toBeCloseTo(last("cases"), 6);
});

test("treatments of either modality add up to the children followed (law)", () => {
  const table = item<Table>(cardiacEvents, "treatments");
  const names = column(table, "characteristic");
  for (const name of new Set(names))
    expect(total(column(table, "all").filter((_, k) => names[k] === name))).toBe(
      value(cardiacEvents, "children")
    );
});

test("points of a curve of incidence have ten events between them, and rise (law)", () => {
  const {curves} = item<Figure>(cardiacEvents, "incidence").data;
  const [group, time, events, incidence] = ["group", "time", "events", "incidence"].map((name) =>
    column(curves, name)
  );
  time.forEach((at, k) => {
    expect(events[k], `events at ${at} years`).toSatisfy((n: number) => (at === 0 ? n === 0 : n >= 10));
    if (at === 0) return;
    expect(group[k]).toBe(group[k - 1]);
    expect(incidence[k]).toBeGreaterThan(incidence[k - 1] as number);
  });
});

test("observed cases of a group in the table of ratios are those of its cohort (law)", () => {
  const table = item<Table>(transplant, "ratios");
  const k = table.rows.findIndex(
    ([outcome, way]) => outcome === "lympho-haematopoietic cancer" && way === "to the end"
  );
  // Cases beyond the last band of the rates would be missing here; there are none.
  expect(column(table, "observed")[k]).toBe(value(transplant, "cases"));
});
