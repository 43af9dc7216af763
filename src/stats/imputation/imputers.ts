import {newton, type Point} from "../inference/newton.js";
import {chiSquareQuantile} from "../numeric/chiSquare.js";
import {type Cholesky, cholesky, solve} from "../numeric/cholesky.js";
import {exp, log1p} from "../numeric/elementary.js";
import {normalDeviate} from "../numeric/normalDeviate.js";

/** A uniform draw from the open interval (0, 1); the library has no randomness of its own. */
export type Uniform = () => number;

/** One incomplete variable and its predictors, the intercept's ones first among them. */
export interface Incomplete {
  name: string;
  y: Float64Array;
  predictors: readonly Float64Array[];
  observed: Int32Array;
  missing: Int32Array;
}

/** Draws values for the missing rows, in their order. */
export type Imputer = (incomplete: Incomplete, uniform: Uniform) => Float64Array;

/**
 * Bayesian linear regression: σ² = RSS/χ²(n − p), β ~ N(β̂, σ²(XᵀX)⁻¹), y = xβ + σz, with flat priors.
 * Source: Rubin (1987), p. 167; mice.impute.norm.
 */
export const normalImputer: Imputer = (incomplete, uniform) => {
  const {drawn, sigma} = linearDraw(incomplete, uniform);
  return Float64Array.from(
    predicted(incomplete, drawn, incomplete.missing),
    (mean) => mean + sigma * normalDeviate(uniform())
  );
};

/**
 * Predictive mean matching: one of the 5 measured rows whose prediction at β̂ lies nearest to the missing row's at
 * a drawn β gives its value; so imputed values are such as occur. Fewer than 5 measured rows are all donors.
 * Source: Little (1988), J Bus Econ Stat 6:287; type 1 matching of mice.impute.pmm.
 */
export const predictiveMeanMatching: Imputer = (incomplete, uniform) => {
  const {estimate, drawn} = linearDraw(incomplete, uniform);
  const {y, observed, missing} = incomplete;
  const own = predicted(incomplete, estimate, observed);
  const order = Int32Array.from(own, (_, i) => i).sort((a, b) => own[a] - own[b] || a - b);
  const donors = Math.min(5, observed.length);
  return predicted(incomplete, drawn, missing).map((target) => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[order[middle]] < target) low = middle + 1;
      else high = middle;
    }
    let first = low;
    let last = low;
    while (last - first < donors)
      if (first > 0 && (last >= order.length || target - own[order[first - 1]] <= own[order[last]] - target))
        --first;
      else ++last;
    return y[observed[order[first + Math.floor(donors * uniform())]]];
  });
};

/**
 * Bayesian logistic regression of a variable of 0 and 1: β ~ N(β̂, I⁻¹), y = 1 with probability expit(xβ).
 * Rows of small weight, at the mean and a standard deviation to either side of each predictor, keep β̂ finite
 * where the data separate.
 * Source: White, Daniel and Royston (2010), Comput Stat Data Anal 54:2267; mice.impute.logreg.
 */
export const logisticImputer: Imputer = (incomplete, uniform) => {
  const {name, y, predictors, observed, missing} = incomplete;
  for (const i of observed)
    if (y[i] !== 0 && y[i] !== 1) throw new RangeError(`${name} must be 0 or 1; got ${y[i]} in row ${i}`);
  const rows = augmented(incomplete);
  const found = newton((at) => logisticPoint(rows, at), new Float64Array(predictors.length));
  const draw = spherical(cholesky(found.information, predictors.length), uniform);
  const beta = found.at.map((value, k) => value + draw[k]);
  return Float64Array.from(predicted(incomplete, beta, missing), (eta) =>
    uniform() < 1 / (1 + exp(-eta)) ? 1 : 0
  );
};

function linearDraw({y, predictors, observed}: Incomplete, uniform: Uniform) {
  const p = predictors.length;
  const cross = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (const i of observed)
    for (let k = 0; k < p; ++k) {
      right[k] += predictors[k][i] * y[i];
      for (let m = 0; m < p; ++m) cross[k * p + m] += predictors[k][i] * predictors[m][i];
    }
  const factored = cholesky(cross, p);
  const estimate = solve(factored, right);
  let rss = 0;
  for (const i of observed) {
    let residual = y[i];
    for (let k = 0; k < p; ++k) residual -= predictors[k][i] * estimate[k];
    rss += residual * residual;
  }
  const df = Math.max(1, observed.length - p + factored.dependent.length);
  const sigma = Math.sqrt(rss / chiSquareQuantile(uniform(), df));
  const draw = spherical(factored, uniform);
  return {estimate, drawn: estimate.map((value, k) => value + sigma * draw[k]), sigma};
}

/** A normal draw with covariance A⁻¹ for A = LLᵀ: the solution of Lᵀx = z; zero for dependent variables. */
function spherical({size, factor}: Cholesky, uniform: Uniform): Float64Array {
  const x = Float64Array.from({length: size}, () => normalDeviate(uniform()));
  for (let k = size - 1; k >= 0; --k) {
    const pivot = factor[k * size + k];
    if (pivot === 0) {
      x[k] = 0;
      continue;
    }
    for (let m = k + 1; m < size; ++m) x[k] -= factor[m * size + k] * x[m];
    x[k] /= pivot;
  }
  return x;
}

function predicted({predictors}: Incomplete, beta: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (i) => {
    let mean = 0;
    for (let k = 0; k < beta.length; ++k) mean += predictors[k][i] * beta[k];
    return mean;
  });
}

interface Weighted {
  x: number[][];
  y: number[];
  weight: number[];
}

function augmented({y, predictors, observed}: Incomplete): Weighted {
  const rows: Weighted = {x: [], y: [], weight: []};
  const add = (x: number[], value: number, weight: number) => {
    rows.x.push(x);
    rows.y.push(value);
    rows.weight.push(weight);
  };
  for (const i of observed)
    add(
      predictors.map((column) => column[i]),
      y[i],
      1
    );
  const terms = predictors.length - 1;
  const mean = predictors.map((column) => observed.reduce((sum, i) => sum + column[i], 0) / observed.length);
  for (let k = 1; k <= terms; ++k) {
    const squares = observed.reduce(
      (sum, i) => sum + (predictors[k][i] - mean[k]) * (predictors[k][i] - mean[k]),
      0
    );
    const deviation = Math.sqrt(squares / Math.max(1, observed.length - 1));
    for (const sign of [-1, 1])
      for (const value of [0, 1]) {
        const x = mean.slice();
        x[k] += sign * deviation;
        add(x, value, (terms + 1) / (4 * terms));
      }
  }
  return rows;
}

function logisticPoint({x, y, weight}: Weighted, at: Float64Array): Point {
  const p = at.length;
  const gradient = new Float64Array(p);
  const information = new Float64Array(p * p);
  let logLik = 0;
  x.forEach((row, i) => {
    let eta = 0;
    for (let k = 0; k < p; ++k) eta += row[k] * at[k];
    const mean = 1 / (1 + exp(-eta));
    logLik += weight[i] * (y[i] * eta - (eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta))));
    for (let k = 0; k < p; ++k) {
      gradient[k] += weight[i] * (y[i] - mean) * row[k];
      for (let m = 0; m < p; ++m) information[k * p + m] += weight[i] * mean * (1 - mean) * row[k] * row[m];
    }
  });
  return {logLik, gradient, information};
}
