import type {Factor} from "../../src/stats/cohort/factor.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Irradiated} from "../designs/radiotherapyCohort.js";
import type {Study} from "../study.js";
import {percentileColumns, percentiles} from "./percentiles.js";

const columns: Column[] = [
  {name: "characteristic", label: "Characteristic", type: "text"},
  {name: "group", label: "Group", type: "text"},
  {name: "photon", label: "Photons", type: "count"},
  {name: "proton", label: "Protons", type: "count"},
  {name: "all", label: "All", type: "count"}
];

/** Table R1: what the children were treated with, by modality of the first course. */
export function treatments(cohort: (study: Study) => Irradiated): Step {
  return (study) => {
    const table = study.table("treatments");
    const {rows, firstCourse, birth, total} = cohort(study);
    const modality = table.factor("modality");
    const isProton = firstCourse.map((row) => Number(modality.levels[modality.codes[row]] === "proton"));
    const start = table.days("start");
    const age = (i: number) => (start[firstCourse[i]] - birth[i]) / 365.25;
    const year = (i: number) => 1970 + start[firstCourse[i]] / 365.2425;
    const anthracycline = total("anthracycline_mg_m2");
    const characteristics = [
      ofFactor("Target", table.factor("target"), (i) => firstCourse[i]),
      banded("Age at treatment", [0, 5, 10, 15], " years", age),
      banded("Year of treatment", [1990, 2000, 2010], "", year),
      {
        name: "Anthracycline",
        levels: ["none", "under 250 mg/m²", "250 mg/m² or more"],
        of: (i: number) => (anthracycline[i] === 0 ? 0 : anthracycline[i] < 250 ? 1 : 2)
      },
      {name: "Children", levels: ["all"], of: () => 0}
    ];
    return {
      kind: "table",
      caption: "Treatment of the children followed, by modality of their first course.",
      columns,
      rows: characteristics.flatMap(({name, levels, of}) =>
        levels
          .map((level, k): Cell[] => {
            const counts = [0, 0];
            for (let i = 0; i < rows.length; ++i) if (of(i) === k) ++counts[isProton[i]];
            return [name, level, counts[0], counts[1], counts[0] + counts[1]];
          })
          .filter((row) => row[4] !== 0)
      ),
      partition: "characteristic"
    };
  };
}

/** Table R2: a dose-volume figure of the treatments table, in percentiles by target of the first course. */
export function doseVolumes(
  cohort: (study: Study) => Irradiated,
  caption: string,
  figures: readonly {label: string; column: string; unit: string}[]
): Step {
  return (study) => {
    const {rows, total} = cohort(study);
    const [count, ...rest] = percentileColumns("children", "Children", "");
    return {
      kind: "table",
      caption,
      columns: [
        {name: "figure", label: "Measure", type: "text"},
        {name: "unit", label: "Unit", type: "text"},
        count,
        ...rest.map(({unit: _, ...column}) => column)
      ],
      rows: figures.map(({label, column, unit}): Cell[] => [
        label,
        unit,
        ...percentiles(total(column).slice(0, rows.length))
      ]),
      notes: ["Percentiles over the children followed; figures of several courses are added up."]
    };
  };
}

function ofFactor(name: string, {codes, levels}: Factor, row: (i: number) => number) {
  return {name, levels, of: (i: number) => codes[row(i)]};
}

function banded(name: string, edges: readonly number[], unit: string, value: (i: number) => number) {
  const levels = edges.map((edge, k) => {
    const next = edges[k + 1];
    if (next === undefined) return unit ? `${edge}${unit} or more` : `${edge} or later`;
    return `${edge}–${next - 1}${unit}`;
  });
  return {name, levels, of: (i: number) => edges.findLastIndex((edge) => value(i) >= edge)};
}
