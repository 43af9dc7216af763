import {exp, log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {gather} from "./arrangeRows.js";
import {checkColumn} from "./exponentialRisk.js";
import type {RelativeRisk} from "./relativeRisk.js";

/** Doses whose excess relative risk adds up, and what multiplies it. */
export interface Excess {
  dose: Float64Array | readonly {name: string; values: Float64Array}[];
  modifiers?: Design;
}

/**
 * The relative risk (1 + Σ βⱼdⱼ · exp(γ·z)) · r, with r another relative risk: doses first, then modifiers,
 * then the terms of r. Feasible where 1 + Σ βd·exp(γz) > 0 in every row.
 * @throws RangeError when a dose is negative or a value is not finite. Witness: test/stats/survival/linearExcess.test.ts.
 */
export function linearExcessRisk(
  {dose, modifiers}: Excess,
  background: RelativeRisk,
  n: number,
  order?: Int32Array
): RelativeRisk {
  const doses = dose instanceof Float64Array ? [{name: "dose", values: dose}] : dose;
  const m = doses.length;
  const g = modifiers?.columns.length ?? 0;
  const q = background.terms.length;
  const p = m + g + q;
  for (const {name, values} of doses) {
    checkColumn(name, values, n);
    for (let i = 0; i < n; ++i)
      if (values[i] < 0) throw new RangeError(`${name} must be ≥ 0; got ${values[i]} in row ${i}`);
  }
  modifiers?.columns.forEach((column, k) => {
    checkColumn(modifiers.names[k], column, n);
  });
  const pick = (column: Float64Array) => (order ? gather(column, order) : column);
  const size = background.size;
  const d = doses.map(({values}) => pick(values));
  const z = (modifiers?.columns ?? []).map(pick);
  const slopes = [...Array.from({length: m + g}, () => new Float64Array(size)), ...background.slopes];
  const factors = new Float64Array(size);
  const risk = new Float64Array(size);
  const own = [...d, ...z];
  let least = Infinity;
  const alone = m === 1 && g === 0;
  return {
    terms: [...doses.map(({name}) => name), ...(modifiers?.names ?? []), ...background.terms],
    size,
    logRiskOf: (row) => background.logRiskOf(row) + log(factors[row]),
    risk,
    slopes,
    fill: (matrix, width, first = 0) => background.fill(matrix, width, first + m + g),
    changing: m + g,
    spread: [...own.map(standardDeviation), ...background.spread],
    centre: [...own.map(() => 0), ...background.centre],
    shift: background.shift,
    later: Array.from({length: g}, (_, k) => m + k),
    atEdge: () => (least < 1e-6 ? Array.from({length: m + g}, (_, k) => k) : []),
    constant: [...own.map(isConstant), ...background.constant],
    limits: [
      ...own.map((column, k) => ({
        lower: k < m && alone ? -1 / column.reduce((most, value) => Math.max(most, value), 0) : -Infinity,
        upper: Infinity
      })),
      ...background.limits
    ],
    update(theta) {
      if (!background.update(theta.subarray(m + g))) return false;
      if (alone) {
        least = straight(theta[0], d[0], background.risk, factors, slopes[0], risk);
        return least > 0;
      }
      least = Infinity;
      for (let i = 0; i < size; ++i) {
        let exponent = 0;
        for (let k = 0; k < g; ++k) exponent += theta[m + k] * z[k][i];
        const modified = g === 0 ? 1 : exp(exponent);
        let excess = 0;
        for (let k = 0; k < m; ++k) excess += theta[k] * d[k][i];
        excess *= modified;
        const factor = 1 + excess;
        if (!(factor > 0 && factor < Infinity)) return false;
        if (factor < least) least = factor;
        for (let k = 0; k < m; ++k) slopes[k][i] = (d[k][i] * modified) / factor;
        for (let k = 0; k < g; ++k) slopes[m + k][i] = (excess * z[k][i]) / factor;
        risk[i] = background.risk[i] * factor;
        factors[i] = factor;
      }
      return true;
    },
    addCurvature(theta, weight, matrix) {
      if (alone) {
        for (let i = 0; i < size; ++i) matrix[0] -= weight[i] * slopes[0][i] * slopes[0][i];
        return;
      }
      for (let i = 0; i < size; ++i) {
        if (weight[i] === 0) continue;
        let exponent = 0;
        for (let k = 0; k < g; ++k) exponent += theta[m + k] * z[k][i];
        let excess = 0;
        for (let k = 0; k < m; ++k) excess += theta[k] * d[k][i];
        const factor = 1 + (g === 0 ? excess : excess * exp(exponent));
        for (let k = 0; k < m; ++k) {
          for (let l = 0; l <= k; ++l) matrix[k * p + l] -= weight[i] * slopes[k][i] * slopes[l][i];
          for (let l = 0; l < g; ++l)
            matrix[(m + l) * p + k] += (weight[i] * slopes[k][i] * z[l][i]) / factor;
        }
        for (let k = 0; k < g; ++k)
          for (let l = 0; l <= k; ++l)
            matrix[(m + k) * p + m + l] += (weight[i] * slopes[m + k][i] * z[l][i]) / factor;
      }
    }
  };
}

/** The commonest excess, β d alone. @returns the least factor, or 0 where one is not positive and finite. */
function straight(
  beta: number,
  dose: Float64Array,
  background: Float64Array,
  factors: Float64Array,
  slope: Float64Array,
  risk: Float64Array
): number {
  let least = Infinity;
  for (let i = 0; i < dose.length; ++i) {
    const factor = 1 + beta * dose[i];
    if (!(factor > 0 && factor < Infinity)) return 0;
    if (factor < least) least = factor;
    factors[i] = factor;
    slope[i] = dose[i] / factor;
    risk[i] = background[i] * factor;
  }
  return least;
}

function isConstant(column: Float64Array): boolean {
  return column.every((value) => value === column[0]);
}

function standardDeviation(column: Float64Array): number {
  let total = 0;
  for (let i = 0; i < column.length; ++i) total += column[i];
  const mean = total / column.length;
  let squares = 0;
  for (let i = 0; i < column.length; ++i) squares += (column[i] - mean) * (column[i] - mean);
  return Math.sqrt(squares / column.length);
}
