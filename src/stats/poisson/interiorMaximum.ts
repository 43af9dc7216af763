import {block, damp} from "../inference/curvature.js";
import {finite, type Maximum} from "../inference/newton.js";
import {type Cholesky, cholesky, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {activeBlocks} from "./activeBlocks.js";
import {excessBlock} from "./excessTerms.js";
import {type Likelihood, type ModelCells, mirror} from "./likelihood.js";
import {writeAdditive} from "./writeAdditive.js";

/** Where the search stands: parameters, levels, and what a small change of each constraint would bring. */
interface Stand {
  theta: Float64Array;
  levels: Float64Array;
  mu: Float64Array;
  /** Multipliers of μ ≥ 0 in cells without cases, and of B ≥ 0. */
  ofCells: Float64Array;
  ofLevels: Float64Array;
}

/**
 * The maximum of an absolute excess beside free backgrounds as a constrained problem in parameters and levels,
 *
 *   max Σ c log μ − Σ μ,   μ = Bₛ b + e(θ) ≥ 0 in every cell,   Bₛ ≥ 0,
 *
 * by a primal–dual interior-point method: Newton's steps on ∂ = 0 and multiplier · slack = ν as ν falls to 0, the
 * levels taken out stratum by stratum. With the levels at their best the likelihood has a corner wherever the cell
 * that limits a level changes; here there is none, and so no search along them.
 *
 * @returns null where the search cannot begin or does not settle. The gradient of the maximum is that of the
 *   Lagrangian: of parameters held, the slope of their profile.
 * Source: Nocedal and Wright (2006), Numerical optimization, ch. 19.
 * Witness: golden sections and random search, test/stats/poisson/kinkedMaximum.test.ts.
 */
export function interiorMaximum(
  cells: ModelCells,
  {evaluate, fitted}: Likelihood
): (start: Float64Array, held: readonly number[]) => Maximum | null {
  const {cases, weight, ptr, excessSize, loglinear} = cells;
  const size = excessSize + loglinear.length;
  const n = cases.length;
  const strata = ptr.length - 1;
  const {first, largest, active} = activeBlocks(cells);
  const written = excessBlock(largest, excessSize);
  const {excess, slopes, curves, origins} = written;
  const room = () => new Float64Array(largest);
  const [b, curvature, rise, rest, weighed] = [room(), room(), room(), room(), room()];
  let [events, time] = [0, 0];
  for (let i = 0; i < n; ++i) {
    events += cases[i];
    time += weight[i];
  }

  /** Writes e, its slopes and b of one block. */
  const write = (theta: Float64Array, k: number) =>
    writeAdditive(cells, active[k], theta, ptr[first[k]], ptr[first[k + 1]], written, b);

  /** μ at parameters and levels; false where it is not positive. */
  function setMu(theta: Float64Array, levels: Float64Array, mu: Float64Array): boolean {
    let positive = true;
    for (let k = 0; k + 1 < first.length; ++k) {
      write(theta, k);
      const from = ptr[first[k]];
      for (let s = first[k]; s < first[k + 1]; ++s)
        for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
          mu[i] = levels[s] * b[i - from] + excess[i - from];
          if (!(mu[i] > 0)) positive = false;
        }
    }
    return positive;
  }

  /** ℓ with its barrier. */
  function height(levels: Float64Array, mu: Float64Array, nu: number): number {
    let value = 0;
    for (let i = 0; i < n; ++i) value += (cases[i] > 0 ? cases[i] : nu) * log(mu[i]) - mu[i];
    for (let s = 0; s < strata; ++s) value += nu * log(levels[s]);
    return value;
  }

  /**
   * The equations of one step, levels taken out: dBₛ = score / own − mean · dθ. Sums of squares are taken about what
   * the levels take, (a − b m)², as beside an active constraint they would cancel.
   */
  function equations({theta, levels, mu, ofCells, ofLevels}: Stand, nu: number) {
    const gradient = new Float64Array(size);
    const lagrangian = new Float64Array(size);
    const information = new Float64Array(size * size);
    const mean = new Float64Array(strata * size);
    const own = new Float64Array(strata);
    const score = new Float64Array(strata);
    const twist = new Float64Array(size);
    for (let k = 0; k + 1 < first.length; ++k) {
      write(theta, k);
      const from = ptr[first[k]];
      const {excess: bent, pairs, loglinear: multiplying} = active[k];
      const moving = [...bent, ...multiplying.map((l) => excessSize + l)];
      const columns = moving.map((l) =>
        l < excessSize ? slopes[l] : multiplied(loglinear[l - excessSize], levels, k)
      );
      for (let s = first[k]; s < first[k + 1]; ++s) {
        const at = s * size;
        const [begin, end] = [ptr[s] - from, ptr[s + 1] - from];
        twist.fill(0);
        for (let i = begin; i < end; ++i) {
          const row = from + i;
          const free = cases[row] > 0 ? cases[row] / mu[row] : 0;
          const bound = cases[row] > 0 ? 0 : ofCells[row];
          curvature[i] = (free + bound) / mu[row];
          rise[i] = free - 1 + (cases[row] > 0 ? 0 : nu / mu[row]);
          rest[i] = free - 1 + bound;
          score[s] += rise[i] * b[i];
          own[s] += curvature[i] * b[i] * b[i];
          for (const l of multiplying) twist[excessSize + l] += rest[i] * b[i] * loglinear[l][row];
        }
        const stiff = ofLevels[s] / levels[s];
        const push = nu / levels[s];
        score[s] += push;
        own[s] += stiff;
        for (let j = 0; j < moving.length; ++j) {
          let cross = -twist[moving[j]];
          const column = columns[j];
          for (let i = begin; i < end; ++i) cross += curvature[i] * column[i] * b[i];
          mean[at + moving[j]] = cross / own[s];
        }
        for (let j = 0; j < moving.length; ++j) {
          const [l, column] = [moving[j], columns[j]];
          const m = mean[at + l];
          for (let i = begin; i < end; ++i) {
            const beside = column[i] - b[i] * m;
            gradient[l] += rise[i] * beside;
            lagrangian[l] += rest[i] * column[i];
            weighed[i] = curvature[i] * beside;
          }
          gradient[l] -= m * push;
          for (let h = 0; h <= j; ++h) {
            const [o, other] = [moving[h], columns[h]];
            const w = mean[at + o];
            let value = stiff * m * w + twist[l] * w + m * twist[o];
            for (let i = begin; i < end; ++i) value += weighed[i] * (other[i] - b[i] * w);
            information[l * size + o] += value;
          }
        }
        for (const l of multiplying)
          for (const m of multiplying) {
            if (m > l) break;
            let value = 0;
            for (let i = begin; i < end; ++i)
              value += rest[i] * levels[s] * b[i] * loglinear[l][from + i] * loglinear[m][from + i];
            information[(excessSize + l) * size + excessSize + m] -= value;
          }
        for (const [l, m] of pairs) {
          let value = 0;
          for (let i = begin; i < end; ++i) value += rest[i] * slopes[l][i] * curves[m][origins[m] + i];
          information[Math.max(l, m) * size + Math.min(l, m)] -= value;
        }
      }
    }
    mirror(information, size);
    return {gradient, lagrangian, information, mean, own, score};
  }

  /** ∂μ by a log-linear parameter in block k. */
  function multiplied(x: Float64Array, levels: Float64Array, k: number): Float64Array {
    const from = ptr[first[k]];
    const column = new Float64Array(ptr[first[k + 1]] - from);
    for (let s = first[k]; s < first[k + 1]; ++s)
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) column[i] = levels[s] * b[i] * x[from + i];
    return column;
  }

  function begin(start: Float64Array): Stand {
    const {levels: best} = fitted(start);
    // Every cell has a little background more than it needs.
    const levels = best.map((level) => level * 1.1 + (0.1 * events) / time);
    const mu = new Float64Array(n);
    setMu(start, levels, mu);
    return {
      theta: start.slice(),
      levels,
      mu,
      ofCells: new Float64Array(n),
      ofLevels: new Float64Array(strata)
    };
  }

  return (start, held) => {
    if (!finite(evaluate(start))) return null;
    let stand = begin(start);
    if (!stand.mu.every((value) => value > 0)) return null;
    const free = Array.from(start.keys()).filter((k) => !held.includes(k));
    let constraints = strata;
    let slack = 0;
    for (let i = 0; i < n; ++i)
      if (!(cases[i] > 0)) {
        ++constraints;
        slack += stand.mu[i];
      }
    let nu = (0.1 * slack) / constraints;
    for (let i = 0; i < n; ++i) stand.ofCells[i] = cases[i] > 0 ? 0 : nu / stand.mu[i];
    for (let s = 0; s < strata; ++s) stand.ofLevels[s] = nu / stand.levels[s];
    let reach = 0;
    let slope = new Float64Array(size);
    let balance = Infinity;
    for (let iterations = 1; iterations <= 200; ++iterations) {
      let gap = 0;
      for (let i = 0; i < n; ++i) gap += stand.ofCells[i] * stand.mu[i];
      for (let s = 0; s < strata; ++s) gap += stand.ofLevels[s] * stand.levels[s];
      nu = Math.max(1e-13, gap * (reach > 0.9 ? 0.02 : reach > 0.5 ? 0.1 : 0.4)) / constraints;
      const {gradient, lagrangian, information, mean, own, score} = equations(stand, nu);
      if (!information.every(Number.isFinite)) return null;
      const point = {logLik: 0, gradient, information};
      const factored = bentDown(point, stand.theta, free);
      if (!factored) return null;
      const direction = solve(
        factored,
        free.map((k) => gradient[k])
      );
      // Multipliers lose digits as slacks fall to 0: the slope is taken where it is known best.
      const left = free.reduce(
        (sum, k) => sum + (lagrangian[k] * lagrangian[k]) / information[k * size + k],
        0
      );
      if (gap < 1e-2 && !(left >= balance)) [balance, slope] = [left, lagrangian];
      const gain = free.reduce((sum, k, j) => sum + gradient[k] * direction[j], 0);
      const move = new Float64Array(size);
      for (const [j, k] of free.entries()) move[k] = direction[j];
      const moves = own.map((value, s) => {
        let change = score[s] / value;
        for (const k of free) change -= mean[s * size + k] * move[k];
        return change;
      });
      if (gap < 1e-11 && gain < 1e-11) return ended(stand.theta, slope, iterations);
      const next = advance(stand, move, moves, nu);
      if (!next) return gap < 1e-9 && gain < 1e-9 ? ended(stand.theta, slope, iterations) : null;
      ({stand, reach} = next);
    }
    return null;
  };

  /** As far along a step as slacks, multipliers and the height with its barrier allow; null where nowhere. */
  function advance(
    {theta, levels, mu, ofCells, ofLevels}: Stand,
    move: Float64Array,
    moves: Float64Array,
    nu: number
  ): {stand: Stand; reach: number} | null {
    const whole = new Float64Array(n);
    setMu(
      theta.map((value, k) => value + move[k]),
      levels.map((value, s) => value + moves[s]),
      whole
    );
    let scale = 1;
    let dual = 1;
    const shorten = (reach: number, slack: number, change: number) =>
      change < -0.995 * slack ? Math.min(reach, (-0.995 * slack) / change) : reach;
    const cellMoves = new Float64Array(n);
    const levelMoves = new Float64Array(strata);
    for (let i = 0; i < n; ++i) {
      const change = whole[i] - mu[i];
      scale = shorten(scale, mu[i], change);
      if (cases[i] > 0) continue;
      cellMoves[i] = nu / mu[i] - ofCells[i] - (ofCells[i] * change) / mu[i];
      dual = shorten(dual, ofCells[i], cellMoves[i]);
    }
    for (let s = 0; s < strata; ++s) {
      scale = shorten(scale, levels[s], moves[s]);
      levelMoves[s] = nu / levels[s] - ofLevels[s] - (ofLevels[s] * moves[s]) / levels[s];
      dual = shorten(dual, ofLevels[s], levelMoves[s]);
    }
    const before = height(levels, mu, nu);
    for (let halving = 0; halving < 40; ++halving, scale /= 2) {
      const there: Stand = {
        theta: theta.map((value, k) => value + scale * move[k]),
        levels: levels.map((value, s) => value + scale * moves[s]),
        mu: whole,
        ofCells: ofCells.map((value, i) => value + dual * cellMoves[i]),
        ofLevels: ofLevels.map((value, s) => value + dual * levelMoves[s])
      };
      if (!setMu(there.theta, there.levels, whole)) continue;
      if (height(there.levels, whole, nu) >= before - 1e-12 * (1 + Math.abs(before)))
        return {stand: there, reach: Math.min(scale, dual)};
    }
    return null;
  }

  /** The point, or none where it lies outside. */
  function ended(at: Float64Array, gradient: Float64Array, iterations: number): Maximum | null {
    const point = finite(evaluate(at));
    return (
      point && {...point, gradient, at, iterations, converged: true, step: 0, unbounded: [], boundary: true}
    );
  }
}

/** The free block, factored; damped as far as it needs to bend down. */
function bentDown(
  point: {logLik: number; gradient: Float64Array; information: Float64Array},
  at: Float64Array,
  free: readonly number[]
): Cholesky | null {
  const factored = cholesky(block(point.information, at.length, free), free.length, 1e-14);
  if (factored.dependent.length === 0) return factored;
  for (let damping = 1e-10; damping <= 1e6; damping *= 10) {
    const damped = damp(point, at, free, damping);
    if (damped.dependent.length === 0) return damped;
  }
  return null;
}
