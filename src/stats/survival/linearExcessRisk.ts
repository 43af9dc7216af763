import {exp, log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {gather} from "./arrangeRows.js";
import {checkColumn} from "./exponentialRisk.js";
import type {ExcessFactor, RelativeRisk} from "./relativeRisk.js";

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
  const slopes = Array.from({length: m + g}, () => new Float64Array(size));
  const factors = new Float64Array(size);
  const own = [...d, ...z];
  let least = Infinity;
  let all: Float64Array[] | undefined;
  const alone = m === 1 && g === 0;
  const excess: ExcessFactor = {
    factors,
    slopes,
    update(theta) {
      if (alone) {
        least = straight(theta[0], d[0], factors, slopes[0]);
        return least > 0;
      }
      least = Infinity;
      for (let i = 0; i < size; ++i) {
        let exponent = 0;
        for (let k = 0; k < g; ++k) exponent += theta[m + k] * z[k][i];
        const modified = g === 0 ? 1 : exp(exponent);
        let sum = 0;
        for (let k = 0; k < m; ++k) sum += theta[k] * d[k][i];
        sum *= modified;
        const factor = 1 + sum;
        if (!(factor > 0 && factor < Infinity)) return false;
        if (factor < least) least = factor;
        for (let k = 0; k < m; ++k) slopes[k][i] = (d[k][i] * modified) / factor;
        for (let k = 0; k < g; ++k) slopes[m + k][i] = (sum * z[k][i]) / factor;
        factors[i] = factor;
      }
      return true;
    },
    addCurvature(theta, weight, matrix) {
      if (alone) {
        let total = 0;
        for (let i = 0; i < size; ++i) total += weight[i] * slopes[0][i] * slopes[0][i];
        matrix[0] -= total;
        return;
      }
      for (let i = 0; i < size; ++i) {
        if (weight[i] === 0) continue;
        let exponent = 0;
        for (let k = 0; k < g; ++k) exponent += theta[m + k] * z[k][i];
        let sum = 0;
        for (let k = 0; k < m; ++k) sum += theta[k] * d[k][i];
        const factor = 1 + (g === 0 ? sum : sum * exp(exponent));
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
  return {
    terms: [...doses.map(({name}) => name), ...(modifiers?.names ?? []), ...background.terms],
    size,
    logRiskOf: (row) => background.logRiskOf(row) + log(factors[row]),
    get risk() {
      return background.risk;
    },
    set risk(given) {
      background.risk = given;
    },
    get slopes() {
      all ??= [...slopes, ...background.slopes];
      return all;
    },
    fill: (matrix, width, first = 0) => background.fill(matrix, width, first + m + g),
    offset: background.offset,
    excess,
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
    update: (theta) => background.update(theta.subarray(m + g)) && excess.update(theta)
  };
}

/** The commonest excess, β d alone. @returns the least factor, or 0 where one is not positive and finite. */
function straight(beta: number, dose: Float64Array, factors: Float64Array, slope: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < dose.length; ++i) {
    const factor = 1 + beta * dose[i];
    if (!(factor > 0 && factor < Infinity)) return 0;
    if (factor < least) least = factor;
    factors[i] = factor;
    slope[i] = dose[i] / factor;
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
