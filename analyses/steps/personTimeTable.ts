import type {Cells} from "../../src/stats/persontime/cells.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import {poissonInterval} from "../../src/stats/sir/poissonInterval.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import {mergeNeighbours} from "./mergeNeighbours.js";

const columns: Column[] = [
  {name: "scale", label: "Scale", type: "text"},
  {name: "group", label: "Group", type: "text"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "cases", label: "Cases", type: "count"},
  {
    name: "rate",
    label: "Crude rate",
    type: "number",
    unit: "per 10⁵ person-years",
    digits: 3,
    from: ["cases"]
  },
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];
const ages = [0, 5, 10, 15, 20, 30, 40, 50];
const years = [1970, 1980, 1990, 2000, 2010];
const since = [0, 5, 10, 20, 30];
const least = 10;

/** Person-years and cases by what changes during follow-up: attained age, calendar year, time since the first procedure, dose. */
export function personTimeTable(design: DoseResponse): Step {
  return (study) => {
    const table = cells(study, {...design, sinceFirst: since});
    const sinceFirst = table.keys["sinceFirstExposure"];
    const scales: {name: string; unit: string; edges: readonly number[]; of: (cell: number) => number}[] = [
      {name: "Attained age", unit: "years", edges: ages, of: coarser(table, "age", ages)},
      {name: "Calendar year", unit: "", edges: years, of: coarser(table, "year", years)},
      {
        name: "Since first procedure",
        unit: "years",
        edges: since,
        of: (cell) => sinceFirst.codes[cell] - 1
      },
      {
        name: "Cumulative dose",
        unit: "mGy",
        edges: design.doseBands,
        of: coarser(table, "dose", design.doseBands)
      }
    ];
    return {
      kind: "table",
      caption: `Person-years and cases of ${design.outcome.label} by what changes during follow-up.`,
      columns,
      rows: scales.flatMap(({name, unit, edges, of}) =>
        mergeNeighbours(count(table, edges, of), least).map(({from, to, cases, pyr}): Cell[] => {
          const {lower, upper} = poissonInterval(cases);
          const rate = 1e5 / pyr;
          return [name, label(from, to, unit), pyr, cases, rate * cases, rate * lower, rate * upper];
        })
      ),
      partition: "scale",
      notes: [
        `Neighbouring groups with fewer than ${least} cases are shown as one. Dose to the ${design.organ.label}, lagged by ${design.lagYears} years. Exact 95 % intervals.`
      ]
    };
  };
}

/** Group of a cell by a scale's key: the last edge at or below the lower edge of its class. */
function coarser({keys}: Cells, key: string, edges: readonly number[]): (cell: number) => number {
  const {codes, from} = keys[key];
  const groupOf = from!.map((lower) => edges.findLastIndex((edge) => lower >= edge));
  return (cell) => groupOf[codes[cell]];
}

function count({cases, pyr}: Cells, edges: readonly number[], of: (cell: number) => number) {
  const groups = edges.map((from, k) => ({from, to: edges[k + 1] ?? Infinity, cases: 0, pyr: 0}));
  for (let i = 0; i < pyr.length; ++i) {
    groups[of(i)].cases += cases[i];
    groups[of(i)].pyr += pyr[i];
  }
  return groups;
}

function label(from: number, to: number, unit: string): string {
  const tail = unit === "" ? "" : ` ${unit}`;
  if (to === Infinity)
    return from === 0 ? "all" : unit === "" ? `${from} or later` : `${from}${tail} or more`;
  if (unit === "") return `${from}–${to - 1}`;
  if (from === 0) return `under ${to}${tail}`;
  return unit === "years" ? `${from}–${to - 1}${tail}` : `${from} to ${to}${tail}`;
}
