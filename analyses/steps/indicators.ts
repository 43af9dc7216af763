import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {equipment} from "../definitions/equipment.js";
import type {Organ} from "../definitions/organs.js";
import {procedures} from "../definitions/procedures.js";
import {percentileColumns, percentiles} from "./percentiles.js";

/** Procedures, kerma-area product and fluoroscopy time by generation of equipment and class. */
export function indicators(): Step {
  return (study) => {
    const table = study.table("procedures");
    const rows = procedures(study).order;
    const pka = table.numbers("pka_gycm2");
    const minutes = table.numbers("fluoroscopy_min");
    const line = (by: string, label: string, of: (row: number) => boolean): Cell[] => {
      const own = rows.filter(of);
      const [recorded, , , median, p75] = percentiles(Float64Array.from(own, (row) => pka[row]));
      const [timed, , , time, time75] = percentiles(Float64Array.from(own, (row) => minutes[row]));
      return [by, label, own.length, recorded, median, p75, timed, time, time75];
    };
    const era = table.factor("era");
    const kind = table.factor("class");
    const figure = (name: string, label: string, unit: string, from: string): Column => ({
      name,
      label,
      type: "number",
      unit,
      digits: 3,
      from: [from]
    });
    return {
      kind: "table",
      caption: "Procedures and their dose indicators, by equipment and by class of procedure.",
      columns: [
        {name: "by", label: "By", type: "text"},
        {name: "group", label: "Group", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        {name: "recorded", label: "With PKA", type: "count"},
        figure("pka", "Median PKA", "Gy·cm²", "recorded"),
        figure("pka75", "75 %", "Gy·cm²", "recorded"),
        {name: "timed", label: "With time", type: "count"},
        figure("time", "Median time", "min", "timed"),
        figure("time75", "75 %", "min", "timed")
      ],
      rows: [
        ...equipment.map((name) => line("Equipment", name, (row) => era.levels[era.codes[row]] === name)),
        line("Equipment", "not recorded", (row) => era.codes[row] < 0),
        ...kind.levels.map((name, k) => line("Class", name, (row) => kind.codes[row] === k)),
        line("All", "all", () => true)
      ],
      partition: "by"
    };
  };
}

/** Dose from one procedure to every organ: mean and percentiles. */
export function allOrganDoses(organs: readonly Organ[]): Step {
  return (study) => {
    const rows = procedures(study).order;
    return {
      kind: "table",
      caption: "Dose from one procedure, in percentiles, by organ.",
      columns: [
        {name: "organ", label: "Organ", type: "text"},
        ...percentileColumns("procedures", "Procedures", "mGy")
      ],
      rows: organs.map(({label, procedureColumn}): Cell[] => {
        const dose = study.table("procedures").numbers(procedureColumn);
        return [label, ...percentiles(Float64Array.from(rows, (row) => dose[row]))];
      }),
      partition: "organ"
    };
  };
}
