import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Organ} from "../definitions/organs.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {percentileColumns, percentiles} from "./percentiles.js";

const summary = percentileColumns("procedures", "Procedures", "mGy");

/** Procedures and the dose of each to the organ, in percentiles, by class of procedure. */
export function procedureDoses(organ: Organ): Step {
  return (study) => {
    const kind = study.table("procedures").factor("class");
    return {
      kind: "table",
      caption: `Dose to the ${organ.label} from one procedure, in percentiles, by class of procedure.`,
      columns: [{name: "class", label: "Class", type: "text"}, ...summary],
      rows: [
        ...kind.levels.map((level, k): Cell[] => [
          level,
          ...percentiles(doses(study, organ, (row) => kind.codes[row] === k))
        ]),
        ["all", ...percentiles(doses(study, organ, () => true))]
      ]
    };
  };
}

/** The dose to each organ from one procedure by period: median, quarters and tenths. */
export function doseByEra(organs: readonly Organ[], firstYears: readonly number[]): Step {
  return (study) => {
    const day = study.table("procedures").days("date");
    const periodOf = (row: number) => firstYears.findLastIndex((year) => 1970 + day[row] / 365.2425 >= year);
    const rows = organs.flatMap((organ) =>
      firstYears.map((year, k): Cell[] => {
        const next = firstYears[k + 1];
        const label = next === undefined ? `${year} on` : `${year}–${next - 1}`;
        return [organ.label, label, ...percentiles(doses(study, organ, (row) => periodOf(row) === k))];
      })
    );
    return {
      kind: "figure",
      form: "dose-by-era",
      caption: "Dose from one procedure by period: median, middle half and middle four fifths.",
      alt: `Median dose to the ${organs.map(({label}) => label).join(", ")} from one procedure by period.`,
      data: {
        eras: {
          columns: [
            {name: "series", label: "Organ", type: "text"},
            {name: "era", label: "Period", type: "text"},
            ...summary
          ],
          rows: rows.filter((row) => row[2] !== 0),
          partition: "series"
        }
      },
      options: {y: "Dose from one procedure (mGy)", x: "Year of procedure"}
    };
  };
}

function doses(study: Study, organ: Organ, chosen: (row: number) => boolean): Float64Array {
  const dose = study.table("procedures").numbers(organ.procedureColumn);
  return Float64Array.from(procedures(study).order.filter(chosen), (row) => dose[row]);
}
