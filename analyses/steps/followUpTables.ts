import {quantileSorted} from "simple-statistics";
import {proportionInterval} from "../../src/stats/inference/proportionInterval.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import {poissonInterval} from "../../src/stats/sir/poissonInterval.js";
import type {Step} from "../analysis.js";
import {code, type Persons, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";

/** A cohort of the persons table, by the name that the table has for it. */
export type CohortName = "cardiac" | "radiotherapy";

/** Rows of the cohort's children. */
export function members(study: Study, cohort: CohortName): Int32Array {
  const all = persons(study);
  const wanted = code(all.cohort, cohort);
  return Int32Array.from(all.cohort.codes.keys()).filter((i) => all.cohort.codes[i] === wanted);
}

const years = (all: Persons, row: number) => (all.exit[row] - all.entry[row]) / 365.25;

/** Children, person-years and length of follow-up by country, from the first procedure or course on. */
export function followUpByCountry(cohorts: readonly CohortName[]): Step {
  const figure = (name: string, label: string): Column => ({
    name,
    label,
    type: "number",
    unit: "years",
    digits: 3,
    from: ["children"]
  });
  return (study) => {
    const all = persons(study);
    const row = (rows: Int32Array): Cell[] => {
      const lengths = Array.from(Float64Array.from(rows, (i) => years(all, i)).sort());
      const total = lengths.reduce((sum, value) => sum + value, 0);
      return [rows.length, total, ...[0.25, 0.5, 0.75].map((p) => quantileSorted(lengths, p))];
    };
    return {
      kind: "table",
      caption: "Children, person-years and length of follow-up, by cohort and country.",
      columns: [
        {name: "cohort", label: "Cohort", type: "text"},
        {name: "country", label: "Country", type: "text"},
        {name: "children", label: "Children", type: "count"},
        {name: "personYears", label: "Person-years", type: "personTime"},
        figure("p25", "25 % shorter than"),
        figure("median", "Median"),
        figure("p75", "25 % longer than")
      ],
      rows: cohorts.flatMap((cohort) =>
        byCountry(all, members(study, cohort), (country, rows) => [cohort, country, ...row(rows)])
      ),
      partition: "cohort"
    };
  };
}

const ends: [string, string][] = [
  ["death", "Died"],
  ["emigration", "Emigrated"],
  ["lost", "Lost"],
  ["end of follow-up", "Followed to the end"]
];

/** Why follow-up ended, by cohort and country. */
export function exitReasons(cohorts: readonly CohortName[]): Step {
  return (study) => {
    const all = persons(study);
    const row = (rows: Int32Array): Cell[] => {
      const counts = ends.map(([reason]) => {
        const wanted = code(all.exitReason, reason);
        return rows.filter((i) => all.exitReason.codes[i] === wanted).length;
      });
      return [rows.length, ...counts, (100 * counts[counts.length - 1]) / rows.length];
    };
    return {
      kind: "table",
      caption: "Why follow-up ended, by cohort and country.",
      columns: [
        {name: "cohort", label: "Cohort", type: "text"},
        {name: "country", label: "Country", type: "text"},
        {name: "children", label: "Children", type: "count"},
        ...ends.map(([name, label]): Column => ({name, label, type: "count"})),
        {
          name: "share",
          label: "Share to the end",
          type: "number",
          unit: "%",
          digits: 3,
          from: ["end of follow-up"]
        }
      ],
      rows: cohorts.flatMap((cohort) =>
        byCountry(all, members(study, cohort), (country, rows) => [cohort, country, ...row(rows)])
      ),
      partition: "cohort"
    };
  };
}

/** The share of children followed for so many years or more, by cohort. */
export function followedFor(cohorts: readonly CohortName[], marks: readonly number[]): Step {
  return (study) => {
    const all = persons(study);
    return {
      kind: "figure",
      form: "line-with-band",
      caption: "Share of the children who have been followed for so long or longer.",
      alt: `Falling lines of the share of children still followed over ${marks.at(-1)} years in ${cohorts.length} cohorts.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Cohort", type: "text"},
            {name: "x", label: "Years", type: "number", unit: "years"},
            {name: "children", label: "Children", type: "count"},
            {name: "estimate", label: "Share", type: "number", unit: "%", digits: 3, from: ["children"]},
            {name: "lower", label: "lower", type: "number", digits: 3, from: ["children"]},
            {name: "upper", label: "upper", type: "number", digits: 3, from: ["children"]}
          ],
          rows: cohorts.flatMap((cohort) => {
            const rows = members(study, cohort);
            return marks.flatMap((mark): Cell[][] => {
              const count = rows.filter((i) => years(all, i) >= mark).length;
              if (count === 0) return [];
              const {lower, upper} = proportionInterval(count, rows.length);
              return [[cohort, mark, count, (100 * count) / rows.length, 100 * lower, 100 * upper]];
            });
          }),
          partition: "series"
        }
      },
      options: {x: "Years since the first procedure or course", y: "Children followed so long (%)"}
    };
  };
}

/** Ways to leave follow-up other than death and the registry's last day. */
export type Loss = "lost" | "emigration";

/**
 * Rate of loss and of emigration by country with exact intervals, and for synthetic data the rate that made
 * them.
 */
export function lossRates(cohort: CohortName, made: Record<Loss, number>): Step {
  const losses: Loss[] = ["lost", "emigration"];
  return (study) => {
    const all = persons(study);
    const rows = members(study, cohort);
    const row = (reason: Loss, own: Int32Array): Cell[] => {
      const wanted = code(all.exitReason, reason);
      const count = own.filter((i) => all.exitReason.codes[i] === wanted).length;
      const total = own.reduce((sum, i) => sum + years(all, i), 0);
      const {lower, upper} = poissonInterval(count);
      return [count, total, ...[count, lower, upper].map((value) => (1000 * value) / total)];
    };
    const covered = (cells: Cell[], reason: Loss): Cell[] => {
      if (!study.truth) return [];
      const truth = 1000 * made[reason];
      return [truth, truth >= Number(cells[3]) && truth <= Number(cells[4]) ? "yes" : "no"];
    };
    const line = (reason: Loss, country: string, own: Int32Array): Cell[] => {
      const cells = row(reason, own);
      return [reason === "lost" ? "Lost" : "Emigrated", country, ...cells, ...covered(cells, reason)];
    };
    return {
      kind: "table",
      caption: "Children who left follow-up before its end, by country.",
      columns: [
        {name: "reason", label: "Left by", type: "text"},
        {name: "country", label: "Country", type: "text"},
        {name: "count", label: "Children", type: "count"},
        {name: "personYears", label: "Person-years", type: "personTime"},
        {
          name: "rate",
          label: "Rate",
          type: "number",
          unit: "per 1,000 person-years",
          digits: 3,
          from: ["count"]
        },
        {name: "lower", label: "lower", type: "number", digits: 3, from: ["count"]},
        {name: "upper", label: "upper", type: "number", digits: 3, from: ["count"]},
        ...(study.truth
          ? ([
              {name: "truth", label: "Made with", type: "number", digits: 2},
              {name: "covered", label: "In the interval", type: "text", from: ["count"]}
            ] satisfies Column[])
          : [])
      ],
      rows: losses.flatMap((reason) => byCountry(all, rows, (country, own) => line(reason, country, own))),
      partition: "reason"
    };
  };
}

/** A line for each country that occurs among the rows, and one for all of them. */
function byCountry(
  {country}: Persons,
  rows: Int32Array,
  line: (country: string, rows: Int32Array) => Cell[]
): Cell[][] {
  const occurring = [...new Set(rows.map((i) => country.codes[i]))].sort((a, b) => a - b);
  return [
    ...occurring.map((code) =>
      line(
        country.levels[code],
        rows.filter((i) => country.codes[i] === code)
      )
    ),
    line("all", rows)
  ];
}
