import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {NO_DAY, type Persons, persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import {type DoseResponse, followed} from "../designs/doseResponse.js";

const columns: Column[] = [
  {name: "characteristic", label: "Characteristic", type: "text"},
  {name: "group", label: "Group", type: "text"},
  {name: "persons", label: "Children", type: "count"},
  {name: "share", label: "Share", type: "number", unit: "%", digits: 3, decimals: 1, from: ["persons"]},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "cases", label: "Cases", type: "count"}
];

interface Characteristic {
  name: string;
  levels: readonly string[];
  /** Level of a child, by row of the persons table; −1 is "not recorded". */
  of: (row: number) => number;
}

/**
 * Table 1: children, person-years and cases of the cohort by what was known of them at their first procedure.
 * @param withCases false leaves the cases out, for outcomes whose cases are too few to divide.
 */
export function characteristics(design: DoseResponse, {withCases = true} = {}): Step {
  return (study) => {
    const all = persons(study);
    const {rows, entry, exit, event} = followed(study, design);
    const list = characteristicsOf(all, procedures(study));
    const table: Cell[][] = list.flatMap(({name, levels, of}) => {
      const names = [...levels, "not recorded"];
      const counts = names.map(() => ({persons: 0, days: 0, cases: 0}));
      rows.forEach((row, i) => {
        const level = of(row);
        const count = counts[level < 0 ? levels.length : level];
        ++count.persons;
        count.days += exit[i] - entry[i];
        if (event[i] !== NO_DAY) ++count.cases;
      });
      return counts
        .map((count, k): Cell[] => [
          name,
          names[k],
          count.persons,
          (100 * count.persons) / rows.length,
          count.days / 365.25,
          count.cases
        ])
        .filter((row) => row[2] !== 0);
    });
    return {
      kind: "table",
      caption: `Children followed for ${design.outcome.label}, their person-years${withCases ? " and cases" : ""}.`,
      columns: withCases ? columns : columns.slice(0, -1),
      rows: withCases ? table : table.map((row) => row.slice(0, -1)),
      partition: "characteristic"
    };
  };
}

function characteristicsOf(
  all: Persons,
  {ptr, order, day}: {ptr: Int32Array; order: Int32Array; day: Int32Array}
) {
  const first = (row: number) => day[order[ptr[row]]];
  const list: Characteristic[] = [
    {
      name: "Sex",
      levels: all.sex.levels.map((sex) => (sex === "F" ? "girls" : "boys")),
      of: (row) => all.sex.codes[row]
    },
    {name: "Country", levels: all.country.levels, of: (row) => all.country.codes[row]},
    banded(
      "Age at first procedure",
      "years",
      [0, 1, 5, 10, 15],
      (row) => (first(row) - all.birth[row]) / 365.25
    ),
    banded(
      "Year of first procedure",
      "",
      [1970, 1980, 1990, 2000, 2010],
      (row) => 1970 + first(row) / 365.2425
    ),
    {
      name: "Procedures",
      levels: ["1", "2", "3–5", "6 or more"],
      of: (row) => {
        const count = ptr[row + 1] - ptr[row];
        return count <= 2 ? count - 1 : count <= 5 ? 2 : 3;
      }
    },
    {name: "Organ transplant", levels: ["no", "yes"], of: (row) => Number(all.transplant[row] !== NO_DAY)},
    {name: "Predisposing syndrome", levels: all.syndrome.levels, of: (row) => all.syndrome.codes[row]},
    {name: "Left follow-up by", levels: all.exitReason.levels, of: (row) => all.exitReason.codes[row]}
  ];
  return list;
}

/** A characteristic in bands, each from its edge to the next: "1–4 years", the last "15 years or more". */
function banded(
  name: string,
  unit: string,
  edges: readonly number[],
  value: (row: number) => number
): Characteristic {
  const levels = edges.map((edge, k) => {
    const next = edges[k + 1];
    if (next === undefined) return unit ? `${edge} ${unit} or more` : `${edge} or later`;
    if (next - edge === 1) return `under ${next} ${unit === "years" ? "year" : unit}`;
    return `${edge}–${next - 1}${unit && ` ${unit}`}`;
  });
  return {name, levels, of: (row) => edges.findLastIndex((edge) => value(row) >= edge)};
}
