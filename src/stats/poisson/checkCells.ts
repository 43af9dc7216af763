import type {Design} from "../result/design.js";
import type {Dose, Excess, ExcessPart, PoissonData} from "./poissonData.js";

/**
 * Checks the cells themselves.
 * @returns the number of strata, 1 + the largest code.
 * @throws RangeError when there is no cell, lengths differ, cases, person-years or rates are negative or not
 *   finite, a stratum code is negative, or there are cases without person-time or without a background rate.
 */
export function checkCells({cases, pyr, strata, rate}: PoissonData): number {
  const rows = cases.length;
  if (rows === 0) throw new RangeError("cases must hold a cell; got none");
  for (const [name, column] of Object.entries({pyr, strata, rate}))
    if (column && column.length !== rows)
      throw new RangeError(`${name} must have ${rows} rows as cases has; got ${column.length}`);
  let strataSize = 1;
  // Row by row only where something is amiss: a short loop is soon compiled.
  if (rate || !arePlain(cases, pyr)) checkRows(cases, pyr, rate);
  for (let i = 0; strata && i < rows; ++i) {
    if (strata[i] < 0) throw new RangeError(`strata must be ≥ 0; got ${strata[i]} in row ${i}`);
    if (strata[i] >= strataSize) strataSize = strata[i] + 1;
  }
  if (!cases.some((value) => value > 0)) throw new RangeError("cases must hold an event; got none");
  if (strataSize > 1e8) throw new RangeError(`strata must be codes below 10⁸; got ${strataSize - 1}`);
  return strataSize;
}

function arePlain(cases: Float64Array, pyr: Float64Array): boolean {
  for (let i = 0; i < cases.length; ++i)
    if (!(cases[i] >= 0 && cases[i] < Infinity && pyr[i] > 0 && pyr[i] < Infinity)) return false;
  return true;
}

function checkRows(cases: Float64Array, pyr: Float64Array, rate: Float64Array | undefined): void {
  for (let i = 0; i < cases.length; ++i) {
    if (!(cases[i] >= 0 && cases[i] < Infinity))
      throw new RangeError(`cases must be ≥ 0; got ${cases[i]} in row ${i}`);
    if (!(pyr[i] >= 0 && pyr[i] < Infinity))
      throw new RangeError(`pyr must be ≥ 0; got ${pyr[i]} in row ${i}`);
    if (rate && !(rate[i] >= 0 && rate[i] < Infinity))
      throw new RangeError(`rate must be ≥ 0; got ${rate[i]} in row ${i}`);
    if (cases[i] > 0 && pyr[i] === 0)
      throw new RangeError(`pyr must be > 0 where there are cases; got 0 in row ${i}`);
    if (cases[i] > 0 && rate && rate[i] === 0)
      throw new RangeError(`rate must be > 0 where there are cases; got 0 in row ${i}`);
  }
}

/**
 * Checks named columns.
 * @throws RangeError when names and columns differ in number, a name comes twice, or a value is not finite.
 */
export function checkDesign(design: Design | undefined, role: string, rows: number): void {
  if (!design) return;
  const {names, columns} = design;
  if (names.length !== columns.length)
    throw new RangeError(
      `${role} must have a name for each column; got ${names.length} for ${columns.length}`
    );
  names.forEach((name, k) => {
    if (names.indexOf(name) !== k)
      throw new RangeError(`${role} must have different names; got ${name} twice`);
    checkColumn(columns[k], name, rows, -Infinity);
  });
}

/**
 * Checks how an excess acts.
 * @throws RangeError when it is neither relative nor absolute, or its parts act together in a way that they cannot.
 */
export function checkExcess({kind, joint = "additive", more = []}: Excess): void {
  if (kind !== "relative" && kind !== "absolute")
    throw new RangeError(`kind must be "relative" or "absolute"; got ${kind}`);
  if (!["additive", "multiplicative", "mixture"].includes(joint))
    throw new RangeError(`joint must be "additive", "multiplicative" or "mixture"; got ${joint}`);
  if (joint === "additive") return;
  if (kind !== "relative")
    throw new RangeError(`joint must be "additive" in an absolute excess; got "${joint}"`);
  if (more.length === 0) throw new RangeError(`joint must go with several parts of an excess; got one`);
}

/**
 * The doses of a part of an excess, named.
 * @throws RangeError when there is none, a name comes twice, or a value is negative or not finite.
 */
export function checkDoses({dose}: ExcessPart, rows: number): readonly Dose[] {
  const doses: readonly Dose[] = dose instanceof Float64Array ? [{name: "dose", values: dose}] : dose;
  if (doses.length === 0) throw new RangeError("dose must hold a dose; got none");
  const names = doses.map(({name}) => name);
  doses.forEach(({name, values}, k) => {
    if (names.indexOf(name) !== k) throw new RangeError(`doses must have different names; got ${name} twice`);
    checkColumn(values, name, rows, 0);
  });
  return doses;
}

function checkColumn(column: Float64Array, name: string, rows: number, least: number): void {
  if (column.length !== rows) throw new RangeError(`${name} must have ${rows} rows; got ${column.length}`);
  for (let i = 0; i < rows; ++i)
    if (!(column[i] >= least && Math.abs(column[i]) < Infinity))
      throw new RangeError(`${name} must be ${least === 0 ? "≥ 0" : "finite"}; got ${column[i]} in row ${i}`);
}
