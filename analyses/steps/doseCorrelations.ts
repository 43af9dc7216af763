import {sampleCorrelation, sampleStandardDeviation} from "simple-statistics";
import {log} from "../../src/stats/numeric/elementary.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Organ} from "../definitions/organs.js";
import {procedures} from "../definitions/procedures.js";
import {holds} from "./covers.js";
import {spreadInterval} from "./spreadInterval.js";

/** Correlations of the logarithms of organ doses over procedures. */
export function doseCorrelations(organs: readonly Organ[]): Step {
  return (study) => {
    const table = study.table("procedures");
    const columns = organs.map(({procedureColumn}) => table.numbers(procedureColumn));
    const rows = procedures(study).order.filter((row) =>
      columns.every((dose) => dose[row] > 0 && dose[row] < 2000)
    );
    const logs = columns.map((dose) => Array.from(rows, (row) => log(dose[row])));
    return {
      kind: "table",
      caption: "Correlation of the logarithms of dose to two organs from one procedure.",
      columns: [
        {name: "organ", label: "Organ", type: "text"},
        ...organs.map(({name, label}): Column => ({name, label, type: "number", digits: 3}))
      ],
      rows: organs.map(({label}, k): Cell[] => [
        label,
        ...organs.map((_, l) => (l < k ? sampleCorrelation(logs[k], logs[l]) : l === k ? 1 : null))
      ])
    };
  };
}

/**
 * What the synthetic data were made with: every other organ's dose is a multiple of the main one with a spread
 * of its own; and whether the interval of that spread, from the logarithm of each organ's dose over the main
 * one's, holds it. With the spread s of the main one's logarithm the correlations are s / √(s² + organSd²) with
 * the main organ and s² / (s² + organSd²) between others. Empty for children's own data.
 */
export function correlationTruth(main: Organ, others: readonly Organ[], organSd: number): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const table = study.table("procedures");
    const dose = table.numbers(main.procedureColumn);
    const columns = others.map(({procedureColumn}) => table.numbers(procedureColumn));
    const rows = procedures(study).order.filter((row) =>
      [dose, ...columns].every((own) => own[row] > 0 && own[row] < 2000)
    );
    const spread = sampleStandardDeviation(Array.from(rows, (row) => log(dose[row])));
    const square = spread * spread;
    const sum = square + organSd * organSd;
    const [own, between] = [spread / Math.sqrt(sum), square / sum].map((value) => value.toFixed(2));
    const held = columns.filter((other) => {
      const sd = sampleStandardDeviation(Array.from(rows, (row) => log(other[row] / dose[row])));
      return holds(organSd, spreadInterval(sd, rows.length - 1));
    }).length;
    return {
      kind: "statement",
      text: `The data are synthetic: the dose to every other organ was made from that to the ${main.label} with a logarithmic spread of ${organSd}, which the intervals of ${held} of ${others.length} organs cover. It makes correlations of ${own} with the ${main.label} and of ${between} between other organs.`,
      cases: rows.length
    };
  };
}
