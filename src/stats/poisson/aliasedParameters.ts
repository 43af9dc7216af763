import {cholesky} from "../numeric/cholesky.js";
import type {Likelihood} from "./likelihood.js";
import type {PreparedCells} from "./prepareCells.js";

/**
 * Loglinear columns that those before them make up, within strata; the same of slopes; and modifiers that
 * do not vary where the dose is positive. Slopes and loglinear terms are not confused: they agree at most
 * to first order, where the excess is small.
 */
export function aliasedParameters(prepared: PreparedCells, likelihood: Likelihood): number[] {
  const {excessSize, parts, loglinear, cases, intercept} = prepared;
  const size = likelihood.size;
  const information = likelihood.expected(new Float64Array(size));
  const dependent = (positions: readonly number[], matrix: (k: number, l: number) => number) => {
    const m = positions.length;
    const block = new Float64Array(m * m);
    for (let i = 0; i < m; ++i)
      for (let j = 0; j < m; ++j) block[i * m + j] = matrix(positions[i], positions[j]);
    return cholesky(block, m, 1e-10).dependent.map((i) => positions[i]);
  };
  const expected = (k: number, l: number) => information[k * size + l];
  const level = intercept < 0 ? [] : [intercept];
  // What their information is, is a rounding error, which a pivot cannot be told from.
  const still = stillInStrata(prepared);
  const result = [
    ...still,
    ...dependent([...level, ...parts.slopes.filter((k) => !still.includes(k))], expected),
    ...dependent(
      loglinear.map((_, k) => excessSize + k),
      expected
    )
  ];
  // Of each part, cross products of its modifiers with each other and with the constant, over exposed cells.
  for (const {positions, columns: own, basis} of parts.modified) {
    if (positions.length === 0) continue;
    const columns = [new Float64Array(cases.length).fill(1), ...own];
    const m = columns.length;
    const gram = new Float64Array(m * m);
    for (let i = 0; i < cases.length; ++i) {
      if (!basis.some((b) => b[i] !== 0)) continue;
      for (let k = 0; k < m; ++k)
        for (let l = 0; l < m; ++l) gram[k * m + l] += columns[k][i] * columns[l][i];
    }
    const all = Array.from({length: m}, (_, k) => k);
    const constant = dependent(all, (k, l) => gram[k * m + l]);
    result.push(...constant.filter((k) => k > 0).map((k) => positions[k - 1]));
  }
  return result;
}

/**
 * Unmodified slopes whose column has one value in each stratum, as its background has; of an absolute excess where
 * nothing but the stratum makes the background.
 */
function stillInStrata({kind, profiled, joint, terms, ptr, loglinear, weight, pyr}: PreparedCells): number[] {
  if (!profiled || joint) return [];
  if (kind === "absolute" && (loglinear.length > 0 || weight.some((value, i) => value !== pyr[i]))) return [];
  const isStill = (column: Float64Array) => {
    for (let s = 0; s + 1 < ptr.length; ++s)
      for (let i = ptr[s] + 1; i < ptr[s + 1]; ++i) if (column[i] !== column[ptr[s]]) return false;
    return true;
  };
  return terms.flatMap(({basis, beta, threshold, product, exponents}) =>
    threshold || product.length > 0 || exponents.length > 0 ? [] : beta.filter((_, k) => isStill(basis[k]))
  );
}
