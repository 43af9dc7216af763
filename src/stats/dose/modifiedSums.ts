import {log} from "../numeric/elementary.js";
import {formAt, formRoom} from "./doseForm.js";
import type {DoseLayout, SumsAt} from "./doseSums.js";
import type {RateModel} from "./rateModel.js";

/** Columns that all realisations of a model write to in turn: of the coefficients, then of the parameters. */
export interface ModifiedRoom {
  risk: Float64Array;
  parts: Float64Array[];
  bends: Float64Array[];
  slope: Float64Array[];
  curve: Float64Array[];
}

/** Room for one evaluation. */
export function modifiedRoom({dose: {size}, groups}: RateModel): ModifiedRoom {
  const columns = (length: number) => Array.from({length}, () => new Float64Array(groups.size));
  return {
    risk: new Float64Array(groups.size),
    parts: columns(2),
    bends: columns(3),
    slope: columns(size),
    curve: columns((size * (size + 1)) / 2)
  };
}

/**
 * The sums of `doseSums` where coefficients of dose differ between groups, or their form is not linear in them: sums
 * by the coefficients of each group, and from them by the parameters. An excess linear in its coefficients still
 * needs no more of a realisation than Σ t d and Σ t d² of each group and the doses of cases.
 */
export function modifiedSums(
  {dose: coefficients, pattern}: RateModel,
  {group, time, groupTime, caseRows, counts}: DoseLayout,
  {risk, parts, bends, slope, curve}: ModifiedRoom
): (dose: Float64Array) => (theta: Float64Array) => SumsAt {
  const {form, b, of, patterns, size} = coefficients;
  const {scale, degree} = form;
  const at = formRoom();
  const chained = coefficients.room();
  const chain = (p: number, first: readonly Float64Array[], second: readonly Float64Array[], g: number) =>
    coefficients.chain(p, [first[0][g], first[1][g]], [second[0][g], second[1][g], second[2][g]], chained);
  const [caseFirst, caseSecond] = [2, 3].map((length) =>
    Array.from({length}, () => new Float64Array(patterns))
  );

  const ofAllRows = (dose: Float64Array) => {
    risk.fill(0);
    for (const column of [...parts, ...bends]) column.fill(0);
    for (let i = 0; i < dose.length; ++i) {
      const g = group[i];
      formAt(scale, b[2 * of[i]], b[2 * of[i] + 1], dose[i], at);
      risk[g] += time[i] * at.risk;
      for (let k = 0; k < degree; ++k) parts[k][g] += time[i] * at.slopes[k];
      for (let k = 0; k < bends.length; ++k) bends[k][g] += time[i] * at.bends[k];
    }
  };

  return (dose) => {
    const own = Float64Array.from(caseRows, (i) => dose[i]);
    const moments = scale === "excess" ? momentsOf(dose, group, time, groupTime.length, degree) : null;
    const all = moments ? null : dose.slice();
    return (theta) => {
      coefficients.set(theta);
      if (all) ofAllRows(all);
      else
        for (let g = 0; g < groupTime.length; ++g) {
          risk[g] = groupTime[g];
          for (let k = 0; k < degree; ++k) {
            parts[k][g] = moments![k][g];
            risk[g] += b[2 * pattern[g] + k] * parts[k][g];
          }
        }
      for (let g = 0; g < groupTime.length; ++g) {
        chain(pattern[g], parts, bends, g);
        for (let j = 0; j < size; ++j) slope[j][g] = chained.first[j];
        for (let t = 0; t < curve.length; ++t) curve[t][g] = chained.second[t];
      }
      for (const column of [...caseFirst, ...caseSecond]) column.fill(0);
      let logCases = 0;
      for (let j = 0; j < own.length; ++j) {
        const p = of[caseRows[j]];
        formAt(scale, b[2 * p], b[2 * p + 1], own[j], at);
        const c = counts[j];
        logCases += c * log(at.risk);
        const [one, two] = [at.slopes[0] / at.risk, at.slopes[1] / at.risk];
        caseFirst[0][p] += c * one;
        caseFirst[1][p] += c * two;
        caseSecond[0][p] += c * (at.bends[0] / at.risk - one * one);
        caseSecond[1][p] += c * (at.bends[1] / at.risk - two * one);
        caseSecond[2][p] += c * (at.bends[2] / at.risk - two * two);
      }
      const first = new Float64Array(size);
      const second = new Float64Array(curve.length);
      for (let p = 0; p < patterns; ++p) {
        chain(p, caseFirst, caseSecond, p);
        for (let j = 0; j < size; ++j) first[j] += chained.first[j];
        for (let t = 0; t < second.length; ++t) second[t] -= chained.second[t];
      }
      return {risk, slope, curve, logCases, first, second};
    };
  };
}

/** Σ t d, and Σ t d² where the degree is 2, of each group. */
function momentsOf(
  dose: Float64Array,
  group: Int32Array,
  time: Float64Array,
  groups: number,
  degree: 1 | 2
): Float64Array[] {
  const moments = Array.from({length: degree}, () => new Float64Array(groups));
  for (let i = 0; i < dose.length; ++i)
    for (let k = 0, value = time[i] * dose[i]; k < degree; ++k, value *= dose[i])
      moments[k][group[i]] += value;
  return moments;
}
