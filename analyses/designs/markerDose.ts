import {type TobitFit, tobit} from "../../src/stats/censored/tobit.js";
import {groupBySubject} from "../../src/stats/cohort/link.js";
import {linearMixedModel, type MixedFit} from "../../src/stats/mixed/linearMixedModel.js";
import {log} from "../../src/stats/numeric/elementary.js";
import type {Design} from "../../src/stats/result/design.js";
import {code, personRows, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";

/** A biomarker and the organ whose dose it is held against. */
export interface Marker {
  /** As the biomarkers table names it. */
  name: string;
  /** Column of the treatments table with the mean dose of the organ, in Gy; courses add up. */
  doseColumn: string;
  /** The organ: "heart". */
  doseLabel: string;
}

/** How markers are held against dose: the logarithm of the value on dose, with what else changes it. */
export interface MarkerDose {
  markers: readonly Marker[];
  /** Share of values below the limit of detection from which Tobit regression takes the mixed model's place. */
  censoredFrom: number;
  level: number;
}

/** The measurements of a marker, a row each. */
export interface MarkerRows {
  unit: string;
  matrix: string;
  value: Float64Array;
  /** 1 where the value lies below the limit, which then stands in its place. */
  below: Uint8Array;
  /** Row of the persons table, and day of the measurement. */
  child: Int32Array;
  day: Int32Array;
  dose: Float64Array;
  /** Years since the end of the first course, in tens; age in tens of years; 1 for boys. */
  since: Float64Array;
  age: Float64Array;
  boy: Float64Array;
}

/** Which estimator answers: by restricted maximum likelihood with a random intercept, or Tobit with children as clusters. */
export type MarkerEstimator = "mixed" | "tobit";

/** Measurements of a marker after the end of the first course, with the dose received. */
export function markerRows(study: Study, {name, doseColumn}: Marker): MarkerRows {
  return study.once(`marker ${name} by ${doseColumn}`, () => {
    const all = persons(study);
    const treatments = study.table("treatments");
    const {ptr, order} = groupBySubject(personRows(study, "treatments"), all.size, treatments.days("start"));
    const end = treatments.days("end");
    const gray = treatments.numbers(doseColumn);
    const table = study.table("biomarkers");
    const marker = table.factor("marker");
    const wanted = marker.levels.indexOf(name);
    if (wanted < 0) throw new RangeError(`marker must be one of ${marker.levels.join(", ")}; got ${name}`);
    const child = personRows(study, "biomarkers");
    const date = table.days("date");
    const treated = (i: number) => ptr[i + 1] > ptr[i];
    const rows = Int32Array.from(child.keys()).filter(
      (k) => marker.codes[k] === wanted && treated(child[k]) && date[k] > end[order[ptr[child[k]]]]
    );
    if (rows.length === 0) throw new RangeError(`measurements of ${name} must follow a treatment; got none`);
    const [values, below] = [table.numbers("value"), table.numbers("below_limit")];
    const male = code(all.sex, "M");
    const [unit, matrix] = [table.factor("unit"), table.factor("matrix")];
    const total = (i: number) => {
      let sum = 0;
      for (let k = ptr[i]; k < ptr[i + 1]; ++k) sum += Number.isNaN(gray[order[k]]) ? 0 : gray[order[k]];
      return sum;
    };
    const column = (of: (k: number) => number) => Float64Array.from(rows, of);
    return {
      unit: unit.levels[unit.codes[rows[0]]],
      matrix: matrix.levels[matrix.codes[rows[0]]],
      value: column((k) => values[k]),
      below: Uint8Array.from(rows, (k) => Number(below[k] === 1)),
      child: rows.map((k) => child[k]),
      day: rows.map((k) => date[k]),
      dose: column((k) => total(child[k])),
      since: column((k) => (date[k] - end[order[ptr[child[k]]]]) / 3652.5),
      age: column((k) => (date[k] - all.birth[child[k]]) / 3652.5),
      boy: column((k) => Number(all.sex.codes[child[k]] === male))
    };
  });
}

/** Tobit where at least the design's share of values lies below the limit, else the mixed model. */
export function estimatorOf(
  {below}: MarkerRows,
  {censoredFrom}: Pick<MarkerDose, "censoredFrom">
): MarkerEstimator {
  const share = below.reduce((sum, flag) => sum + flag, 0) / below.length;
  return share >= censoredFrom ? "tobit" : "mixed";
}

/** The logarithm of the marker on dose in Gy, sex, age and, where asked for, time since treatment and its product with dose. */
export function markerFit(
  rows: MarkerRows,
  estimator: MarkerEstimator,
  {level, time = false}: {level: number; time?: boolean}
): MixedFit | TobitFit {
  const {value, below, child, dose, since, age, boy} = rows;
  const design: Design = {
    names: ["dose", "boy", "age", ...(time ? ["since", "dose × since"] : [])],
    columns: [dose, boy, age, ...(time ? [since, dose.map((gray, i) => gray * since[i])] : [])]
  };
  const y = value.map(log);
  const interval = {level, methods: ["wald"] as const};
  return estimator === "mixed"
    ? linearMixedModel({y, fixed: design, group: child}, {method: "reml", interval})
    : tobit({y, below, design, cluster: child}, {interval});
}
