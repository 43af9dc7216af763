import {quantileSorted} from "simple-statistics";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {NO_DAY} from "../definitions/persons.js";
import {exposures} from "../definitions/procedures.js";
import {type DoseResponse, followed} from "../designs/doseResponse.js";

const shares = [0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const figure = (name: string, label: string): Column => ({
  name,
  label,
  type: "number",
  digits: 3,
  from: ["count"]
});
const columns: Column[] = [
  {name: "dose", label: "Dose of", type: "text"},
  {name: "count", label: "Number", type: "count"},
  figure("mean", "Mean"),
  figure("sd", "SD"),
  figure("p25", "25 %"),
  figure("median", "Median"),
  figure("p75", "75 %"),
  figure("p90", "90 %"),
  figure("p95", "95 %"),
  figure("p99", "99 %")
];

/**
 * Table 2: the organ's dose from one procedure, and the cumulative dose of the children followed and of those
 * who became cases, at the end of their follow-up and lagged. A percentile with fewer than ten children
 * beyond it is left out.
 */
export function organDoses(design: DoseResponse): Step {
  const {organ, lagYears} = design;
  return (study) => {
    const {rows, exit, event} = followed(study, design);
    const {ptr, day, dose} = exposures(study, organ, rows);
    const lag = Math.round(lagYears * 365.25);
    const cumulative = Float64Array.from(rows, (_, i) => {
      let sum = 0;
      for (let k = ptr[i]; k < ptr[i + 1]; ++k) if (day[k] + lag < exit[i]) sum += dose[k];
      return sum;
    });
    return {
      kind: "table",
      caption: `Dose to the ${organ.label} in mGy, of one procedure, and cumulative of the children followed and of the cases: all procedures up to ${lagYears} years before the end of follow-up.`,
      columns,
      rows: [
        ["one procedure", ...summary(dose)],
        ["children", ...summary(cumulative)],
        ["cases", ...summary(cumulative.filter((_, i) => event[i] !== NO_DAY))]
      ],
      partition: "dose",
      notes: ["Percentiles with fewer than ten beyond them are left out."]
    };
  };
}

function summary(values: Float64Array): Cell[] {
  const n = values.length;
  if (n < 2) return [n, ...Array<null>(columns.length - 2).fill(null)];
  const sorted = Array.from(Float64Array.from(values).sort());
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1);
  return [
    n,
    mean,
    Math.sqrt(variance),
    ...shares.map((p) => (n * Math.min(p, 1 - p) >= 10 - 1e-9 ? quantileSorted(sorted, p) : null))
  ];
}
