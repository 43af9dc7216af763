import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {calendarYear} from "../definitions/equipment.js";
import type {Organ} from "../definitions/organs.js";
import {personRows, persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import {percentileColumns, percentiles} from "./percentiles.js";

/** The dose to an organ from one procedure in each centre, a panel a country. */
export function doseByCentre(organ: Organ): Step {
  return (study) => {
    const {centre} = persons(study);
    const child = personRows(study, "procedures");
    const dose = study.table("procedures").numbers(organ.procedureColumn);
    const rows = procedures(study).order;
    const recent = (row: number) => calendarYear(study.table("procedures").days("date")[row]) >= 2010;
    const lines = centre.levels.map((level, k): Cell[] => {
      const [country, number] = level.split("-");
      const own = rows.filter((row) => centre.codes[child[row]] === k && recent(row));
      return [country, String(Number(number)), ...percentiles(Float64Array.from(own, (row) => dose[row]))];
    });
    return {
      kind: "figure",
      form: "dose-by-era",
      caption: `Dose to the ${organ.label} from one procedure since 2010 in each centre: median, middle half and middle four fifths.`,
      alt: `Median dose to the ${organ.label} from one procedure in the centres of each country.`,
      data: {
        eras: {
          columns: [
            {name: "series", label: "Country", type: "text"},
            {name: "era", label: "Centre", type: "text"},
            ...percentileColumns("procedures", "Procedures", "mGy")
          ],
          rows: lines.filter((row) => row[2] !== 0),
          partition: "series"
        }
      },
      options: {y: `Dose to the ${organ.label} (mGy)`, x: "Centre", unordered: true}
    };
  };
}
