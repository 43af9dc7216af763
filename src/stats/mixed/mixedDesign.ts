import {log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";

/** The columns of a linear mixed model: response, fixed effects and what varies between groups. */
export interface MixedData {
  y: ArrayLike<number>;
  /** Fixed effects besides the intercept, which is always there and is the first parameter. */
  fixed: Design;
  /** Group of each row, such as the child: any whole numbers, one a group. */
  group: ArrayLike<number>;
  /** Random slopes; the random intercept is always there. All random effects of a group are correlated. */
  slopes?: Design;
}

/** What a mixed model needs to know of its rows: everything else is a function of these sums. */
export interface MixedDesign {
  n: number;
  /** Number of fixed effects, the intercept included. */
  p: number;
  /** Number of random effects of a group. */
  q: number;
  terms: readonly string[];
  randomTerms: readonly string[];
  /** Labels of the groups, ascending; sums of group j begin at j·q·q and j·q·(p + 1). */
  labels: readonly number[];
  /** Group number of each row. */
  codes: Int32Array;
  /** Random columns are divided by these, so that a slope's unit does not matter. */
  scale: readonly number[];
  /** ZᵀZ of each group, and ZᵀQ with Zᵀr as its last column, where X = QR and r is the least-squares residual. */
  zz: Float64Array;
  zm: Float64Array;
  /** Sum of squared least-squares residuals. */
  rss: number;
  /** R, row-major upper triangle, and the least-squares coefficients. */
  triangle: Float64Array;
  ols: Float64Array;
  /** log|R|². */
  logTriangle: number;
}

/**
 * The cross-products of a mixed model by group. Fixed columns are made orthonormal (modified Gram–Schmidt,
 * twice) and the response replaced by its residual, so that later subtractions lose no digits.
 *
 * @param order of the effects, such as `random: [1, 0]` to put the slope first; their own by default.
 * @throws RangeError when columns differ in length, a figure is not finite, there are no more rows than fixed
 *   effects or than random effects, a term or slope is collinear with those before it, or there is but one group.
 */
export function mixedDesign(
  data: MixedData,
  order: {fixed?: readonly number[]; random?: readonly number[]} = {}
): MixedDesign {
  const {y, fixed, group} = data;
  const n = y.length;
  if (n === 0) throw new RangeError("y must hold a row; got none");
  const ones = new Float64Array(n).fill(1);
  const [terms, x] = ordered(fixed, ones, order.fixed);
  const [randomTerms, z] = ordered(data.slopes ?? {names: [], columns: []}, ones, order.random);
  const p = x.length;
  const q = z.length;
  if (n <= p) throw new RangeError(`rows must be more than the ${p} fixed effects; got ${n}`);
  check("y", y, n);
  for (let k = 0; k < p; ++k) check(terms[k], x[k], n);
  for (let k = 0; k < q; ++k) check(randomTerms[k], z[k], n);
  const {codes, labels} = grouping(group, n);
  if (labels.length < 2) throw new RangeError("group must have two groups or more; got one");
  if (labels.length * q >= n)
    throw new RangeError(`rows must be more than the ${labels.length * q} random effects; got ${n}`);
  const {basis, triangle} = orthonormal(x, terms);
  orthonormal(z, randomTerms);
  const residual = Float64Array.from(y);
  const coordinates = new Float64Array(p);
  for (let pass = 0; pass < 2; ++pass)
    basis.forEach((column, k) => {
      coordinates[k] += removeFrom(residual, column);
    });
  const scale = z.map((column) => Math.sqrt(dot(column, column) / n) || 1);
  const groups = labels.length;
  const zz = new Float64Array(groups * q * q);
  const zm = new Float64Array(groups * q * (p + 1));
  for (let i = 0; i < n; ++i) {
    const j = codes[i];
    for (let a = 0; a < q; ++a) {
      const value = z[a][i] / scale[a];
      const to = (j * q + a) * (p + 1);
      zm[to + p] += value * residual[i];
      for (let b = 0; b < q; ++b) zz[(j * q + a) * q + b] += (value * z[b][i]) / scale[b];
      for (let k = 0; k < p; ++k) zm[to + k] += value * basis[k][i];
    }
  }
  let logTriangle = 0;
  for (let k = 0; k < p; ++k) logTriangle += 2 * log(triangle[k * p + k]);
  const rss = dot(residual, residual);
  if (!(rss > 1e-24 * dot(y, y)))
    throw new RangeError("y must vary about the fixed effects; got an exact fit");
  const ols = backSubstitute(triangle, coordinates);
  return {n, p, q, terms, randomTerms, labels, codes, scale, zz, zm, rss, triangle, ols, logTriangle};
}

/** The b with R·b = c for an upper triangle R. */
export function backSubstitute(triangle: Float64Array, c: ArrayLike<number>): Float64Array {
  const p = c.length;
  const b = Float64Array.from(c);
  for (let k = p - 1; k >= 0; --k) {
    for (let m = k + 1; m < p; ++m) b[k] -= triangle[k * p + m] * b[m];
    b[k] /= triangle[k * p + k];
  }
  return b;
}

/** Names and columns with the intercept before them, in an order. */
function ordered(design: Design, ones: Float64Array, order?: readonly number[]) {
  const names = ["(Intercept)", ...design.names];
  const columns = [ones, ...design.columns];
  const indices = order ?? names.map((_, k) => k);
  return [indices.map((k) => names[k]), indices.map((k) => columns[k])] as const;
}

function orthonormal(columns: readonly ArrayLike<number>[], terms: readonly string[]) {
  const p = columns.length;
  const triangle = new Float64Array(p * p);
  const basis: Float64Array[] = [];
  columns.forEach((column, k) => {
    const left = Float64Array.from(column);
    const before = Math.sqrt(dot(left, left));
    for (let pass = 0; pass < 2; ++pass)
      basis.forEach((earlier, m) => {
        triangle[m * p + k] += removeFrom(left, earlier);
      });
    const norm = Math.sqrt(dot(left, left));
    if (!(norm > 1e-9 * before))
      throw new RangeError(
        `${terms[k]} must not be constant or collinear with the terms before it; got that`
      );
    triangle[k * p + k] = norm;
    basis.push(left.map((value) => value / norm));
  });
  return {basis, triangle};
}

function removeFrom(left: Float64Array, direction: Float64Array): number {
  const share = dot(left, direction);
  for (let i = 0; i < left.length; ++i) left[i] -= share * direction[i];
  return share;
}

function grouping(group: ArrayLike<number>, n: number) {
  if (group.length !== n) throw new RangeError(`group must have ${n} entries as y has; got ${group.length}`);
  for (let i = 0; i < n; ++i)
    if (!Number.isInteger(group[i]))
      throw new RangeError(`group must be a whole number; got ${group[i]} in row ${i}`);
  const labels = [...new Set(Array.from(group))].sort((a, b) => a - b);
  const numbers = new Map(labels.map((label, j) => [label, j]));
  return {codes: Int32Array.from(group, (label) => numbers.get(label)!), labels};
}

function check(name: string, column: ArrayLike<number>, n: number): void {
  if (column.length !== n)
    throw new RangeError(`${name} must have ${n} entries as y has; got ${column.length}`);
  for (let i = 0; i < n; ++i)
    if (!Number.isFinite(column[i]))
      throw new RangeError(`${name} must be finite; got ${column[i]} in row ${i}`);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; ++i) total += a[i] * b[i];
  return total;
}
