import {exp, log} from "../numeric/elementary.js";
import type {DoseForm} from "./doseForm.js";

/** Where rows stand. */
export interface DoseLayout {
  group: Int32Array;
  /** Σ t of each group. */
  groupTime: Float64Array;
  time: Float64Array;
  /** Rows with cases, and how many each has. */
  caseRows: Int32Array;
  counts: Float64Array;
}

/**
 * Σ t T over each group with its derivatives by the dose parameters, and what the cases add, at parameters θ. Second
 * derivatives by parameters k ≥ l stand at k(k + 1)/2 + l.
 */
export interface SumsAt {
  risk: Float64Array;
  slope: readonly Float64Array[];
  /** Second derivatives; null where they are 0. */
  curve: readonly Float64Array[] | null;
  /** Σ c log T. */
  logCases: number;
  /** Σ c ∂ log T. */
  first: Float64Array;
  /** −Σ c ∂² log T. */
  second: Float64Array;
}

/** Columns of an entry a group that all realisations of a model write to in turn. */
export interface DoseRoom {
  risk: Float64Array;
  moments: Float64Array[];
}

/** Room for one evaluation. */
export function doseRoom({scale, degree}: DoseForm, groups: number): DoseRoom {
  const columns = scale === "log" ? 2 * degree : 0;
  return {
    risk: new Float64Array(groups),
    moments: Array.from({length: columns}, () => new Float64Array(groups))
  };
}

/**
 * One realisation's doses as what an evaluation needs of them, where all rows have one β₁ and β₂. An excess linear
 * in its parameters needs Σ t d and Σ t d² of each group and the doses of cases; where log T is, every dose is kept.
 */
export function doseSums(
  form: DoseForm,
  layout: DoseLayout,
  room: DoseRoom
): (dose: Float64Array) => (theta: Float64Array) => SumsAt {
  const {caseRows} = layout;
  return (dose) => {
    const own = new Float64Array(caseRows.length);
    for (let j = 0; j < own.length; ++j) own[j] = dose[caseRows[j]];
    return form.scale === "excess"
      ? excessSums(form.degree, dose, own, layout, room)
      : logSums(form.degree, dose.slice(), own, layout, room);
  };
}

function excessSums(
  degree: 1 | 2,
  dose: Float64Array,
  own: Float64Array,
  {group, time, groupTime, counts}: DoseLayout,
  {risk}: DoseRoom
): (theta: Float64Array) => SumsAt {
  const size = groupTime.length;
  const slope = Array.from({length: degree}, () => new Float64Array(size));
  const [one, two] = slope;
  for (let i = 0; i < dose.length; ++i) {
    const value = time[i] * dose[i];
    one[group[i]] += value;
    if (two) two[group[i]] += value * dose[i];
  }
  return (theta) => {
    const beta1 = theta[0];
    const beta2 = two ? theta[1] : 0;
    for (let g = 0; g < size; ++g) risk[g] = groupTime[g] + beta1 * one[g] + (two ? beta2 * two[g] : 0);
    let [first1, first2, second0, second1, second2] = [0, 0, 0, 0, 0];
    let logCases = 0;
    let product = 1;
    for (let j = 0; j < own.length; ++j) {
      const d = own[j];
      const c = counts[j];
      const ratio = 1 + (beta1 + beta2 * d) * d;
      // One logarithm serves many factors.
      if (c === 1) product *= ratio;
      else logCases += c * log(ratio);
      if (product > 1e150 || product < 1e-150) {
        logCases += log(product);
        product = 1;
      }
      const by = d / ratio;
      first1 += c * by;
      second0 += c * by * by;
      if (two) {
        first2 += c * by * d;
        second1 += c * by * by * d;
        second2 += c * by * by * d * d;
      }
    }
    return {
      risk,
      slope,
      curve: null,
      logCases: logCases + log(product),
      first: Float64Array.of(first1, first2),
      second: Float64Array.of(second0, second1, second2)
    };
  };
}

function logSums(
  degree: 1 | 2,
  dose: Float64Array,
  own: Float64Array,
  {group, time, counts}: DoseLayout,
  {risk, moments}: DoseRoom
): (theta: Float64Array) => SumsAt {
  const first = new Float64Array(2);
  for (let j = 0; j < own.length; ++j) {
    first[0] += counts[j] * own[j];
    first[1] += counts[j] * own[j] * own[j];
  }
  const second = new Float64Array(3);
  // Σ t T dʲ for j = 1 … 2·degree: slopes are the first of them, curves from the second on.
  const curve = moments.slice(1);
  return (theta) => {
    const beta1 = theta[0];
    const beta2 = degree === 2 ? theta[1] : 0;
    risk.fill(0);
    for (const column of moments) column.fill(0);
    for (let i = 0; i < dose.length; ++i) {
      const d = dose[i];
      const g = group[i];
      let value = time[i] * exp((beta1 + beta2 * d) * d);
      risk[g] += value;
      for (let j = 0; j < moments.length; ++j) moments[j][g] += value *= d;
    }
    return {
      risk,
      slope: moments.slice(0, degree),
      curve,
      logCases: beta1 * first[0] + beta2 * first[1],
      first,
      second
    };
  };
}
