import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import {checkCells, checkDesign, checkDoses, checkExcess} from "./checkCells.js";
import {type ExcessColumns, excessColumns, type OrderedPart} from "./excessColumns.js";
import type {ModelCells} from "./likelihood.js";
import {isIdentity, orderCells, take} from "./orderCells.js";
import type {PoissonData} from "./poissonData.js";

/** A model over ordered cells, the names of its parameters, and what was left out on the way. */
export interface PreparedCells extends ModelCells {
  kind: "relative" | "absolute";
  /** Row of the data that each cell is. */
  order: Int32Array;
  /** Names of the parameters in order: excess, then loglinear. */
  names: string[];
  parts: ExcessColumns;
  /** What is added to the intercept when it is reported, as its search begins at the crude rate. */
  shift: number;
  warnings: string[];
}

/**
 * Checks the data and puts its cells in the order of their strata: cells without person-time or background
 * rate are left out, and for relative models strata without cases too, as their background is 0 at best.
 * Without strata, unless the rates given are the whole background, an intercept comes first of the loglinear
 * terms; when these hold a constant column, that is the intercept.
 * @throws RangeError as `checkCells`, `checkDesign` and `checkDoses` do.
 */
export function prepareCells(data: PoissonData): PreparedCells {
  const {cases, pyr, strata, rate, loglinear, excess} = data;
  const rows = cases.length;
  const kind = excess?.kind ?? "relative";
  const strataSize = checkCells(data);
  checkDesign(loglinear, "loglinear", rows);
  if (excess) checkExcess(excess);
  const checked = (excess ? [excess, ...(excess.more ?? [])] : []).map((part) => {
    checkDesign(part.modifiers, "modifiers", rows);
    checkDesign(part.linearModifiers, "linearModifiers", rows);
    return {...part, doses: checkDoses(part, rows)};
  });
  const {order, ptr, total, withoutCases} = orderCells(data, strataSize, kind === "absolute");
  const warnings: string[] = [];
  if (strata && withoutCases > 0)
    warnings.push(
      kind === "relative"
        ? `strata without cases say nothing of the excess and are left out: ${withoutCases}`
        : `strata without cases have the least background that the excess allows: ${withoutCases}`
    );
  const asGiven = order.length === rows && isIdentity(order);
  const taken = (column: Float64Array) => (asGiven ? column : take(column, order));
  const own = taken(cases);
  const years = taken(pyr);
  const weight = strata && !rate ? years : years.slice();
  if (rate) for (let j = 0; j < order.length; ++j) weight[j] *= rate[order[j]];
  const x = loglinear?.columns.map(taken) ?? [];
  const names = [...(loglinear?.names ?? [])];
  const design = (given?: Design) => given && {names: given.names, columns: given.columns.map(taken)};
  const parts = excessColumns(
    checked.map(
      ({shape, doses, modifiers, linearModifiers}): OrderedPart => ({
        shape,
        doses: doses.map(({name, values}) => ({name, values: taken(values)})),
        modifiers: design(modifiers),
        linearModifiers: design(linearModifiers)
      })
    ),
    names
  );
  const joint = excess?.joint ?? "additive";
  let mixture = -1;
  if (joint === "mixture") {
    mixture = parts.names.length;
    parts.names.push("mixture");
    parts.bends.push(mixture);
  }
  if (strata) for (const [k, column] of x.entries()) x[k] = withinStrata(column, weight, ptr);
  const scattered = data.family === "negative-binomial";
  if (scattered) checkWhole(data, kind);
  let shift = 0;
  let intercept = -1;
  if (!strata && (!rate || x.length > 0)) {
    let at = x.findIndex(isConstant);
    if (at < 0) {
      at = 0;
      x.unshift(new Float64Array(order.length).fill(1));
      names.unshift("(Intercept)");
    }
    intercept = parts.names.length + at;
    const crude = sum(own) / sum(weight);
    shift = log(crude) / x[at][0];
    for (let j = 0; j < weight.length; ++j) weight[j] *= crude;
  }
  return {
    kind,
    cases: own,
    weight,
    pyr: years,
    ptr,
    total,
    profiled: strata !== undefined,
    terms: parts.terms,
    excessSize: parts.names.length,
    loglinear: x,
    ...(joint !== "additive" && {joint: {parts: parts.parts, mixture}}),
    order,
    ...(scattered && {tau: parts.names.length + x.length}),
    names: [...parts.names, ...names, ...(scattered ? ["overdispersion"] : [])],
    parts,
    shift,
    intercept,
    warnings
  };
}

/** @throws RangeError where counts cannot be negative binomial. */
function checkWhole({cases, weights}: PoissonData, kind: string): void {
  if (weights)
    throw new RangeError(
      "weights must be left out in a negative binomial model; got some (a weight adds up counts, and their sum scatters less than one such count does; quasi-Poisson takes weights)"
    );
  if (kind !== "relative")
    throw new RangeError(
      "family must be poisson or quasi-poisson with an absolute excess; got negative-binomial (its scatter is a factor of the whole rate, which background and excess share only where the excess is relative)"
    );
  const broken = cases.findIndex((c) => !Number.isInteger(c));
  if (broken >= 0)
    throw new RangeError(
      `cases must be whole in a negative binomial model; got ${cases[broken]} in row ${broken}`
    );
}

/**
 * A column less its mean in each stratum, which the background takes up: it is then as large as what it says,
 * and 0 where that is nothing but rounding.
 */
function withinStrata(column: Float64Array, weight: Float64Array, ptr: Int32Array): Float64Array {
  const result = new Float64Array(column.length);
  for (let s = 0; s + 1 < ptr.length; ++s) {
    let sum = 0;
    let total = 0;
    let size = 0;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      sum += weight[i] * column[i];
      total += weight[i];
      size = Math.max(size, Math.abs(column[i]));
    }
    const mean = sum / total;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      const rest = column[i] - mean;
      if (Math.abs(rest) > 1e-10 * size) result[i] = rest;
    }
  }
  return result;
}

function isConstant(column: Float64Array): boolean {
  return column[0] !== 0 && column.every((value) => value === column[0]);
}
