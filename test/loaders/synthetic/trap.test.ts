import type {Table} from "apache-arrow";
import {expect, it} from "vitest";
import {generateExtract} from "../../../loaders/synthetic/generate.js";
import {cross} from "../../../src/stats/cohort/cross.js";
import {type Factor, NO_DAY} from "../../../src/stats/cohort/factor.js";
import {firstDay, groupBySubject, link} from "../../../src/stats/cohort/link.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";

const {tables, truth} = generateExtract({seed: 20260101});
const trueErr = truth.lymphoHaematopoieticErrPerMgy;

const texts = (table: Table, name: string): string[] => [...table.getChild(name)!];
const days = (table: Table, name: string): Int32Array => {
  const column = table.getChild(name)!;
  const values = column.data[0].values as Int32Array;
  return values.map((value, i) => (column.isValid(i) ? value : NO_DAY));
};
const factor = (table: Table, name: string): Factor => {
  const values = texts(table, name);
  const levels = [...new Set(values)];
  return {codes: Int32Array.from(values, (value) => levels.indexOf(value)), levels};
};

/** Lympho-haematopoietic cancers of the children without a syndrome, from two years after entry, by lagged marrow dose. */
function cells() {
  const {persons, procedures, events} = tables;
  const id = texts(persons, "id");
  const groups = texts(events, "group");
  const event = firstDay(
    link(id, texts(events, "person")),
    id.length,
    days(events, "date"),
    (k) => groups[k] === "leukaemia" || groups[k] === "lymphoma"
  );
  const cohort = texts(persons, "cohort");
  const syndrome = texts(persons, "predisposing_syndrome");
  const entry = days(persons, "entry").map((day) => day + 731);
  const exit = days(persons, "exit").map((day, i) => (event[i] === NO_DAY ? day : Math.min(day, event[i])));
  const rows = Int32Array.from(id.keys()).filter(
    (i) => cohort[i] === "cardiac" && (syndrome[i] === null || syndrome[i] === "none") && exit[i] > entry[i]
  );
  const rowOf = new Map(Array.from(rows, (row, i) => [id[row], i]));
  const date = days(procedures, "date");
  const classes = texts(procedures, "class");
  const marrow = procedures.getChild("dose_marrow_mgy")!.data[0].values as Float64Array;
  const owner = Int32Array.from(texts(procedures, "person"), (person) => rowOf.get(person) ?? -1);
  // Of rows with one child, date and class the first counts; they stand together.
  for (let k = owner.length - 1; k > 0; --k)
    if (owner[k] === owner[k - 1] && date[k] === date[k - 1] && classes[k] === classes[k - 1]) owner[k] = -1;
  const {ptr, order} = groupBySubject(owner, rows.length, date);
  const take = (column: Int32Array) => rows.map((row) => column[row]);
  const by = (name: string) => {
    const {codes, levels} = factor(persons, name);
    return {codes: take(codes), levels};
  };
  return tabulate(
    {
      entry: take(entry),
      exit: take(exit),
      birth: take(days(persons, "birth")),
      event: take(event),
      by: {country: by("country"), sex: by("sex")},
      status: {transplant: take(days(persons, "transplant"))},
      exposures: {ptr, day: order.map((k) => date[k]), dose: Float64Array.from(order, (k) => marrow[k])}
    },
    {
      scales: {
        age: [0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65],
        year: [1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020]
      },
      dose: {lagYears: 2, breaks: [0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 70, 100]}
    }
  );
}

/** Linear ERR by the slow obvious way: the profiled log-likelihood on ever finer steps, and where it falls by 1.92. */
function linearErr(table: ReturnType<typeof cells>, keys: string[]) {
  const {codes, size} = cross(keys.map((key) => table.keys[key].codes));
  const {cases, pyr, doseMean} = table;
  const total = new Float64Array(size);
  cases.forEach((count, i) => {
    total[codes[i]] += count;
  });
  const logLik = (err: number) => {
    const weight = new Float64Array(size);
    let sum = 0;
    for (let i = 0; i < codes.length; ++i) {
      const relative = 1 + err * doseMean[i];
      if (relative <= 0) return -Infinity;
      weight[codes[i]] += pyr[i] * relative;
      if (cases[i] > 0) sum += cases[i] * Math.log(relative);
    }
    for (let s = 0; s < size; ++s) if (total[s] > 0) sum -= total[s] * Math.log(weight[s]);
    return sum;
  };
  let [low, high] = [-0.005, 20];
  for (let k = 0; k < 60; ++k) {
    const [a, b] = [low + 0.382 * (high - low), low + 0.618 * (high - low)];
    if (logLik(a) < logLik(b)) low = a;
    else high = b;
  }
  const estimate = (low + high) / 2;
  const deviance = (err: number) => 2 * (logLik(estimate) - logLik(err));
  return {estimate, deviance, cases: total.reduce((a, b) => a + b, 0)};
}

const table = cells();
const without = ["country", "sex", "age", "year"];

// 3.84 is the 95 % point of χ² with one degree of freedom; a profile interval holds what lies below it.
it("ERR with transplant in the background has the true 0.018 per mGy in its 95 % interval (law)", () => {
  const {estimate, deviance, cases} = linearErr(table, [...without, "transplant"]);
  expect(cases).toBeGreaterThan(200);
  expect(deviance(trueErr)).toBeLessThan(3.84);
  expect(estimate).toBeLessThan(0.1);
});

it("ERR without transplant is false: several times the true one, which its 95 % interval leaves out (law)", () => {
  const {estimate, deviance} = linearErr(table, without);
  expect(estimate).toBeGreaterThan(5 * trueErr);
  expect(deviance(trueErr)).toBeGreaterThan(3.84);
});

it("over a third of lymphomas and under a quarter of leukaemias follow a transplant, by the hazard ratios put in (law)", () => {
  const id = texts(tables.persons, "id");
  const transplant = days(tables.persons, "transplant");
  const owner = link(id, texts(tables.events, "person"));
  const date = days(tables.events, "date");
  const groups = texts(tables.events, "group");
  const share = (group: string) => {
    const records = groups.flatMap((name, k) => (name === group ? [k] : []));
    const after = records.filter((k) => transplant[owner[k]] !== NO_DAY && date[k] > transplant[owner[k]]);
    return after.length / records.length;
  };
  expect(share("lymphoma")).toBeGreaterThan(0.35);
  expect(share("leukaemia")).toBeLessThan(0.25);
});
