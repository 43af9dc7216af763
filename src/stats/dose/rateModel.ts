import {log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {type DoseCoefficients, doseCoefficients} from "./doseCoefficients.js";
import type {DoseForm} from "./doseForm.js";
import {loglinearDesign, type RowGroups, rowGroups} from "./rowGroups.js";

/**
 * The sets over which cases compete: row i belongs to sets from[i] … to[i] − 1, and its cases to the last of these.
 * Sets ptr[s] … ptr[s + 1] − 1 are of one stratum. Event times are such sets for Cox regression: `riskSets` of
 * stats/survival gives them so. Matched sets are, and strata of person-time (`strataSets`).
 */
export interface CaseSets {
  ptr: Int32Array;
  from: Int32Array;
  to: Int32Array;
}

/** Rows of a cohort or table of person-time, and the model of their rate. */
export interface RateRows {
  /** Cases of each row, ≥ 0. */
  cases: Float64Array;
  /** Person-time of each row, multiplied by its reference rate if it has one; 1 unless told. */
  personTime?: Float64Array;
  /** Each set has a background of its own, profiled out; without sets the background is exp(α·x) with an intercept. */
  sets?: CaseSets;
  /** How cases share their set: each meets the whole of it (Breslow), unless told otherwise. */
  ties?: "breslow" | "efron";
  /** False where the reference rates are the whole background. */
  intercept?: boolean;
  loglinear?: Design;
  /** A straight line of excess relative risk unless told. */
  form?: DoseForm;
}

/** What `rateLikelihood` makes of rows once, for all realisations. Columns of sets and x have an entry a group. */
export interface RateModel {
  dose: DoseCoefficients;
  names: string[];
  cases: Float64Array;
  time: Float64Array;
  groups: RowGroups;
  /** Pattern of dose of each group. */
  pattern: Int32Array;
  sets?: CaseSets;
  /** The set, where cases of a group share one by Efron's method; −1 elsewhere. Null where there are none. */
  tied: Int32Array | null;
  /** Cases of each set. */
  setCases: Float64Array;
  /** 1 for groups that enter after the first set of their stratum. */
  isLate: Uint8Array;
  anyLate: boolean;
  x: Float64Array[];
  /** Σ c x of each column. */
  caseX: Float64Array;
  /** Rows with cases, ascending. */
  caseRows: Int32Array;
  events: number;
  start: Float64Array;
}

/** Strata 0 … S − 1 of person-time, or matched sets, as sets: each row is in the one of its code. */
export function strataSets(strata: ArrayLike<number>): CaseSets {
  const from = Int32Array.from(strata);
  const size = from.reduce((most, code) => Math.max(most, code + 1), 0);
  return {ptr: Int32Array.from({length: size + 1}, (_, s) => s), from, to: from.map((code) => code + 1)};
}

/**
 * Checks the rows and gathers those that share x and sets.
 * @throws RangeError when cases or person-time are negative or not finite, there are no cases or a case has no
 * person-time, sets do not fit the rows, cases that tie by Efron's method are not 0 or 1, two terms have
 * one name, or as `loglinearDesign` and `doseCoefficients`.
 */
export function rateModel(data: RateRows): RateModel {
  const {cases, personTime, sets, ties, intercept = !sets, loglinear, form = straight} = data;
  const rows = cases.length;
  const time = personTime ?? new Float64Array(rows).fill(1);
  for (const [name, column] of Object.entries({cases, personTime: time})) {
    if (column.length !== rows) throw new RangeError(`${name} must have ${rows} rows; got ${column.length}`);
    for (let i = 0; i < rows; ++i)
      if (!(column[i] >= 0 && column[i] < Infinity))
        throw new RangeError(`${name} must be ≥ 0; got ${column[i]} in row ${i}`);
  }
  if (sets) checkSets(sets, rows);
  const design = loglinearDesign(loglinear, rows, intercept);
  const dose = doseCoefficients(form, rows);
  const shared = sets && ties === "efron" ? tiedRows(sets, cases) : null;
  const groups = rowGroups(
    [...(sets ? [sets.from, sets.to] : []), ...(shared ? [shared] : []), dose.of, ...design.columns],
    rows
  );
  const take = (column: ArrayLike<number>) => Float64Array.from(groups.first, (i) => column[i]);
  const own = sets && {
    ptr: sets.ptr,
    from: groups.first.map((i) => sets.from[i]),
    to: groups.first.map((i) => sets.to[i])
  };
  const setCases = new Float64Array(sets ? sets.ptr[sets.ptr.length - 1] : 0);
  const caseX = new Float64Array(design.columns.length);
  const caseRows: number[] = [];
  let [events, years] = [0, 0];
  for (let i = 0; i < rows; ++i) {
    years += time[i];
    if (cases[i] === 0) continue;
    if (time[i] === 0)
      throw new RangeError(`personTime must be > 0 where there are cases; got 0 in row ${i}`);
    if (sets && sets.to[i] <= sets.from[i])
      throw new RangeError(`sets must hold every row with cases; got none for row ${i}`);
    caseRows.push(i);
    events += cases[i];
    if (sets) setCases[sets.to[i] - 1] += cases[i];
    for (let k = 0; k < caseX.length; ++k) caseX[k] += cases[i] * design.columns[k][i];
  }
  if (events === 0) throw new RangeError("cases must hold a case; got none");
  const names = [...dose.names, ...design.names];
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice) throw new RangeError(`terms must have names of their own; got ${twice} twice`);
  const start = new Float64Array(names.length);
  if (intercept) {
    const level = design.columns.findIndex((column) =>
      column.every((value) => value === column[0] && value !== 0)
    );
    start[dose.size + level] = log(events / years) / design.columns[level][0];
  }
  const isLate = lateGroups(own, groups.size);
  return {
    dose,
    names,
    cases,
    time,
    groups,
    pattern: groups.first.map((i) => dose.of[i]),
    sets: own,
    tied: shared && groups.first.map((i) => shared[i]),
    setCases,
    isLate,
    anyLate: isLate.includes(1),
    x: design.columns.map(take),
    caseX,
    caseRows: Int32Array.from(caseRows),
    events,
    start
  };
}

const straight: DoseForm = {scale: "excess", degree: 1};

function checkSets({ptr, from, to}: CaseSets, rows: number): void {
  if (from.length !== rows || to.length !== rows)
    throw new RangeError(`sets must have ${rows} rows; got ${from.length} and ${to.length}`);
  const size = ptr[ptr.length - 1];
  for (let i = 0; i < rows; ++i)
    if (!(from[i] >= 0 && to[i] <= size))
      throw new RangeError(`sets must be 0 … ${size - 1}; got ${from[i]} … ${to[i] - 1} in row ${i}`);
}

function lateGroups(sets: CaseSets | undefined, size: number): Uint8Array {
  const isLate = new Uint8Array(size);
  if (!sets) return isLate;
  const isFirst = new Uint8Array(sets.ptr[sets.ptr.length - 1] + 1);
  for (const k of sets.ptr) isFirst[k] = 1;
  for (let g = 0; g < size; ++g) isLate[g] = sets.to[g] > sets.from[g] && !isFirst[sets.from[g]] ? 1 : 0;
  return isLate;
}

/** The set of each row whose case shares it with another, −1 elsewhere; null where none does. */
function tiedRows({ptr, to}: CaseSets, cases: Float64Array): Int32Array | null {
  const counts = new Int32Array(ptr[ptr.length - 1]);
  cases.forEach((count, i) => {
    if (count !== 0 && count !== 1)
      throw new RangeError(`cases must be 0 or 1 with Efron's ties; got ${count} in row ${i}`);
    if (count === 1) ++counts[to[i] - 1];
  });
  const tied = Int32Array.from(cases, (count, i) => (count === 1 && counts[to[i] - 1] > 1 ? to[i] - 1 : -1));
  return tied.some((set) => set >= 0) ? tied : null;
}
