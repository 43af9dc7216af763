import {exp, log} from "../numeric/elementary.js";
import {normalDeviate} from "../numeric/normalDeviate.js";
import type {Realisations} from "./realisations.js";

/**
 * One multiplicative lognormal error of a recorded dose. Berkson: the true dose is the recorded one times an error of
 * mean 1. Classical: the recorded dose is the true one times an error of median 1.
 */
export interface DoseError {
  name: string;
  kind: "berkson" | "classical";
  /** Standard deviation of the error's logarithm: one for all rows, or one a row. */
  sdLog: number | Float64Array;
  /** Codes 0 … G − 1 of rows that share one error, as by centre and era; each row its own error unless told. */
  shared?: Int32Array;
}

/** How recorded doses err. */
export interface DoseErrorModel {
  /** Recorded dose of each row, ≥ 0; 0 stays 0. */
  recorded: Float64Array;
  errors: readonly DoseError[];
  /** Distribution of the true doses' logarithms before the record was seen; needed where an error is classical. */
  prior?: {meanLog: number; sdLog: number};
}

/** A source of uniform draws in (0, 1) for an error, a realisation and a block of rows or groups: always the same. */
export type ErrorStreams = (error: string, realisation: number, block: number) => () => number;

/** Rows, or groups, whose draws come from one stream, so that blocks can be made in any order and by anyone. */
export const rowsPerStream = 4096;

/**
 * Realisations of the true doses given the recorded ones (two-dimensional Monte Carlo): in each, an error that rows
 * share is drawn once for all of them. With a prior log true dose ~ N(m, s²), one shared classical error of sd a and
 * an unshared one of sd b, and the mean deviation ȳ of log recorded dose from m over the n rows of a group,
 *
 *   shared error | record ~ N(κ ȳ, a²(s² + b²)/(n a² + s² + b²)),  κ = n a² / (n a² + s² + b²)
 *   log true | record, shared error ~ N(m + ρ(log recorded − shared − m), ρ b²),  ρ = s² / (s² + b²)
 *
 * and Berkson errors multiply what comes of that: exp(σz − σ²/2).
 *
 * @param streams draws of (error, realisation, block of `rowsPerStream`), one normal by inverse CDF each.
 * @throws RangeError when a dose or standard deviation is negative or not finite, codes do not fit the rows, two
 * errors have one name, there is more than one classical error of a kind, or a classical one without a prior.
 * Source: Simon et al. (2015), Radiat Res 183:27; Gaussian conjugacy. Witness: by hand and in mean and variance,
 * test/stats/dose/errorModel.test.ts.
 */
export function drawDoses(model: DoseErrorModel, count: number, streams: ErrorStreams): Realisations {
  checkErrorModel(model);
  const {recorded, errors, prior} = model;
  const rows = recorded.length;
  const logs = recorded.map((dose) => (dose > 0 ? log(dose) : 0));
  const classical = errors.filter(({kind}) => kind === "classical");
  const common = classical.find(({shared}) => shared);
  const own = classical.find(({shared}) => !shared);
  const berkson = errors.filter(({kind}) => kind === "berkson");
  const groups = common && posteriorOfGroups(logs, recorded, common, own, prior!);
  const z = new Float64Array(
    errors.reduce((most, {shared}) => Math.max(most, shared ? size(shared) : rows), 0)
  );
  const sizes = new Map<Int32Array, number>();
  for (const {shared} of errors) if (shared) sizes.set(shared, size(shared));
  const draw = (name: string, realisation: number, length: number, shared?: Int32Array) => {
    for (let from = 0, block = 0; from < length; from += rowsPerStream, ++block) {
      const uniform = streams(name, realisation, block);
      const to = Math.min(length, from + rowsPerStream);
      for (let i = from; i < to; ++i) {
        const u = uniform();
        // A dose of 0 stays 0, and the normal is the dearer part of a draw.
        if (shared || recorded[i] > 0) z[i] = normalDeviate(u);
      }
    }
  };
  return {
    count,
    rows,
    read(realisation, into) {
      if (!prior) into.fill(0);
      else for (let i = 0; i < rows; ++i) into[i] = logs[i];
      if (groups) {
        draw(common.name, realisation, groups.mean.length, common.shared);
        for (let i = 0; i < rows; ++i) {
          const g = common.shared![i];
          into[i] -= groups.mean[g] + groups.sd[g] * z[g];
        }
      }
      if (own && prior) {
        draw(own.name, realisation, rows);
        const variance = prior.sdLog * prior.sdLog;
        for (let i = 0; i < rows; ++i) {
          const b = sd(own, i);
          const rho = variance / (variance + b * b);
          into[i] = prior.meanLog + rho * (into[i] - prior.meanLog) + Math.sqrt(rho) * b * z[i];
        }
      }
      for (const error of berkson) {
        const {shared} = error;
        draw(error.name, realisation, shared ? sizes.get(shared)! : rows, shared);
        for (let i = 0; i < rows; ++i) {
          const s = sd(error, i);
          into[i] += s * z[shared ? shared[i] : i] - (s * s) / 2;
        }
      }
      for (let i = 0; i < rows; ++i)
        into[i] = recorded[i] === 0 ? 0 : prior ? exp(into[i]) : recorded[i] * exp(into[i]);
    }
  };
}

function sd({sdLog}: DoseError, row: number): number {
  return typeof sdLog === "number" ? sdLog : sdLog[row];
}

function size(codes: Int32Array): number {
  return codes.reduce((most, code) => Math.max(most, code + 1), 0);
}

/** Mean and standard deviation of the shared classical error of each group, given its rows' records. */
function posteriorOfGroups(
  logs: Float64Array,
  recorded: Float64Array,
  common: DoseError,
  own: DoseError | undefined,
  prior: {meanLog: number; sdLog: number}
) {
  const codes = common.shared!;
  // Precision and precision-weighted sum of what each row says of its group's error.
  const precision = new Float64Array(size(codes));
  const weighted = new Float64Array(precision.length);
  const spread = new Float64Array(precision.length);
  for (let i = 0; i < codes.length; ++i) {
    spread[codes[i]] = sd(common, i);
    if (recorded[i] === 0) continue;
    const b = own ? sd(own, i) : 0;
    const variance = prior.sdLog * prior.sdLog + b * b;
    precision[codes[i]] += 1 / variance;
    weighted[codes[i]] += (logs[i] - prior.meanLog) / variance;
  }
  const mean = weighted.map((sum, g) => {
    const a2 = spread[g] * spread[g];
    return (a2 * sum) / (1 + a2 * precision[g]);
  });
  return {mean, sd: precision.map((p, g) => spread[g] / Math.sqrt(1 + spread[g] * spread[g] * p))};
}

function checkErrorModel({recorded, errors, prior}: DoseErrorModel): void {
  const rows = recorded.length;
  for (let i = 0; i < rows; ++i)
    if (!(recorded[i] >= 0 && recorded[i] < Infinity))
      throw new RangeError(`recorded dose must be ≥ 0; got ${recorded[i]} in row ${i}`);
  const names = errors.map(({name}) => name);
  for (const {name, kind, sdLog, shared} of errors) {
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw new RangeError(`errors must have names of their own; got ${name} twice`);
    const sds = typeof sdLog === "number" ? [sdLog] : sdLog;
    if (typeof sdLog !== "number" && sdLog.length !== rows)
      throw new RangeError(`sdLog of ${name} must have ${rows} rows; got ${sdLog.length}`);
    for (let i = 0; i < sds.length; ++i)
      if (!(sds[i] >= 0 && sds[i] < Infinity))
        throw new RangeError(
          `sdLog of ${name} must be ≥ 0; got ${sds[i]}${sds.length > 1 ? ` in row ${i}` : ""}`
        );
    if (shared && shared.length !== rows)
      throw new RangeError(`shared codes of ${name} must have ${rows} rows; got ${shared.length}`);
    for (let i = 0; shared && i < rows; ++i)
      if (!(shared[i] >= 0))
        throw new RangeError(`shared codes of ${name} must be ≥ 0; got ${shared[i]} in row ${i}`);
    if (kind !== "classical") continue;
    if (!prior) throw new RangeError(`prior must be given for the classical error ${name}; got none`);
    const alike = errors.filter((other) => other.kind === kind && Boolean(other.shared) === Boolean(shared));
    if (alike.length > 1)
      throw new RangeError(
        `classical errors must be one shared and one unshared at most; got ${alike.length} alike`
      );
    if (shared && typeof sdLog !== "number")
      throw new RangeError(
        `sdLog of ${name} must be one number where the error is shared and classical; got a column`
      );
  }
  if (prior && !(Number.isFinite(prior.meanLog) && prior.sdLog > 0 && prior.sdLog < Infinity))
    throw new RangeError(
      `prior must have a finite meanLog and an sdLog > 0; got ${prior.meanLog} and ${prior.sdLog}`
    );
}
