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
    const periodOf = periods(study, firstYears);
    const rows = organs.flatMap((organ) =>
      firstYears.map((_, k): Cell[] => [
        organ.label,
        periodName(firstYears, k),
        ...percentiles(doses(study, organ, (row) => periodOf(row) === k))
      ])
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

/** How the median dose to one organ changed from the first period to the last, and which organs receive most and least. */
export function doseSentence(organs: readonly Organ[], one: Organ, firstYears: readonly number[]): Step {
  return (study) => {
    const periodOf = periods(study, firstYears);
    const last = firstYears.length - 1;
    const median = (organ: Organ, period: number) =>
      percentiles(doses(study, organ, (row) => periodOf(row) === period))[3] as number;
    const mGy = (value: number) => `${Number(value.toPrecision(2))}\u00a0mGy`;
    const ranked = organs
      .map((organ) => ({label: organ.label, dose: median(organ, last)}))
      .sort((a, b) => b.dose - a.dose);
    const [first, second] = ranked;
    const least = ranked[ranked.length - 1];
    return {
      kind: "statement",
      text: `The median dose to the ${one.label} from one procedure was ${mGy(median(one, 0))} in ${periodName(firstYears, 0)} and has been ${mGy(median(one, last))} since ${firstYears[last]}. The ${first.label} (${mGy(first.dose)}) and the ${second.label} (${mGy(second.dose)}) now receive most, the ${least.label} (${mGy(least.dose)}) least.`,
      cases: doses(study, one, (row) => periodOf(row) === 0).length
    };
  };
}

function periods(study: Study, firstYears: readonly number[]): (row: number) => number {
  const day = study.table("procedures").days("date");
  return (row) => firstYears.findLastIndex((year) => 1970 + day[row] / 365.2425 >= year);
}

function periodName(firstYears: readonly number[], k: number): string {
  const next = firstYears[k + 1];
  return next === undefined ? `${firstYears[k]} on` : `${firstYears[k]}–${next - 1}`;
}

function doses(study: Study, organ: Organ, chosen: (row: number) => boolean): Float64Array {
  const dose = study.table("procedures").numbers(organ.procedureColumn);
  return Float64Array.from(procedures(study).order.filter(chosen), (row) => dose[row]);
}
