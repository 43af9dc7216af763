import type {Control} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {putBack} from "./arrangeRows.js";
import {type CoxData, type CoxModel, coxModel} from "./coxModel.js";
import {checkFollowUp} from "./followUp.js";
import {type PartialFit, partialFit} from "./partialFit.js";
import {sandwich, scoreResiduals} from "./scoreResiduals.js";

/** Cases of a cohort and a subcohort drawn from it. */
export interface CaseCohortData {
  entry?: ArrayLike<number>;
  exit: ArrayLike<number>;
  event: ArrayLike<number>;
  /** 1 for members of the subcohort; others must be cases. */
  subcohort: ArrayLike<number>;
  loglinear: Design;
  /** Codes 0 … J − 1 of the strata of which the subcohort was drawn, for Borgan's methods. */
  stratum?: ArrayLike<number>;
  /** Size of the whole cohort; of each stratum for Borgan's methods. */
  cohortSize: number | readonly number[];
}

/** How risk sets are weighted. */
export type CaseCohortMethod = "prentice" | "self-prentice" | "lin-ying" | "borgan-1" | "borgan-2";

/**
 * Cox regression of a case-cohort sample, by the one partial likelihood with rows, offsets and weights as each method
 * asks: Prentice (a case outside the subcohort is at risk at its own event only), Self and Prentice (cases outside
 * never), Lin and Ying (controls weighted by the inverse of their sampling fraction), Borgan I and II (the like in
 * strata). The variance is the inverse information and the part that comes from drawing the subcohort.
 *
 * @returns a fit with model "case-cohort"; `logLik` is that of the pseudo-likelihood. Ties as Efron.
 * @throws RangeError as `coxph`; when a row outside the subcohort is no case, the cohort is smaller than the sample,
 * or Borgan's methods have no strata.
 * Source: Prentice (1986); Self and Prentice (1988); Lin and Ying (1993); Borgan et al. (2000); Therneau and Li (1999).
 * Witness: R survival cch, test/stats/survival/caseCohort.test.ts.
 */
export function caseCohort(
  data: CaseCohortData,
  method: CaseCohortMethod = "prentice",
  options: {interval?: {level?: number}; control?: Control} = {}
): PartialFit {
  checkCaseCohort(data, method);
  const {entry, exit, event, subcohort, loglinear, stratum, cohortSize} = data;
  const n = exit.length;
  const sizes = typeof cohortSize === "number" ? [cohortSize] : cohortSize;
  const whole = sizes.reduce((a, b) => a + b, 0);
  const members = count(n, (i) => subcohort[i] === 1);
  const regress = (
    rows: CoxData,
    variance: (model: CoxModel, naive: Float64Array) => Float64Array
  ): PartialFit => {
    const model = coxModel(rows, "efron");
    return partialFit(model, {
      ...options,
      name: "case-cohort",
      n,
      warnings: [],
      stratified: false,
      firth: false,
      variance: (naive) => variance(model, naive)
    });
  };
  if (method === "lin-ying") {
    const cases = count(n, (i) => event[i] === 1);
    const controls = count(n, (i) => event[i] === 0);
    const offset = Float64Array.from({length: n}, (_, i) =>
      event[i] === 1 ? 0 : log((whole - cases) / controls)
    );
    return regress({entry, exit, event, loglinear, offset}, (model, naive) =>
      add(
        naive,
        drawn(
          model,
          naive,
          loglinear,
          (i) => (event[i] === 0 ? 0 : -1),
          [1 - controls / (whole - cases)],
          true
        )
      )
    );
  }
  if (method === "borgan-2") {
    const controls = sizes.map((_, j) => count(n, (i) => event[i] === 0 && stratum![i] === j));
    const others = sizes.map((size, j) => size - count(n, (i) => event[i] === 1 && stratum![i] === j));
    const weights = Float64Array.from({length: n}, (_, i) =>
      event[i] === 1 ? 1 : others[stratum![i]] / controls[stratum![i]]
    );
    return regress({entry, exit, event, loglinear, weights}, (model, naive) =>
      add(
        naive,
        drawn(
          model,
          naive,
          loglinear,
          (i) => (event[i] === 0 ? stratum![i] : -1),
          stratumFactors(others, controls),
          true
        )
      )
    );
  }
  // Each case has a row with the event and next to no risk; members of the subcohort a row of risk alone.
  const twice = [
    ...Array.from({length: n}, (_, i) => i).filter((i) => event[i] === 1),
    ...Array.from({length: n}, (_, i) => i).filter((i) => subcohort[i] === 1)
  ];
  const cases = twice.length - members;
  const take = (column: ArrayLike<number>) => Float64Array.from(twice, (i) => column[i]);
  const doubled: CoxData = {
    entry: entry && take(entry),
    exit: take(exit),
    event: Float64Array.from(twice, (_, j) => Number(j < cases)),
    loglinear: {names: loglinear.names, columns: loglinear.columns.map(take)},
    offset: Float64Array.from(twice, (_, j) => (j < cases ? -100 : 0))
  };
  if (method === "borgan-1") {
    const drawnSizes = sizes.map((_, j) => count(n, (i) => subcohort[i] === 1 && stratum![i] === j));
    const weights = Float64Array.from(twice, (i, j) =>
      j < cases ? 1 : sizes[stratum![i]] / drawnSizes[stratum![i]]
    );
    return regress({...doubled, weights}, (model, naive) =>
      add(
        naive,
        drawn(
          model,
          naive,
          doubled.loglinear!,
          (j) => (j < cases ? -1 : stratum![twice[j]]),
          stratumFactors(sizes, drawnSizes),
          true
        )
      )
    );
  }
  const selfPrentice = regress(doubled, (model, naive) =>
    add(
      naive,
      drawn(model, naive, doubled.loglinear!, (j) => (j < cases ? -1 : 0), [1 - members / whole], false)
    )
  );
  if (method === "self-prentice") return selfPrentice;
  const times = [...new Set(Array.from(exit).filter((_, i) => event[i] === 1))].sort((a, b) => a - b);
  const gap = times.slice(1).reduce((least, time, k) => Math.min(least, time - times[k]), Infinity);
  const delta = Number.isFinite(gap) ? gap / 2 : 1;
  let first = Infinity;
  for (let i = 0; i < n; ++i) first = Math.min(first, exit[i]);
  const late = Float64Array.from({length: n}, (_, i) =>
    subcohort[i] === 1 ? (entry ? entry[i] : Math.min(0, first - 1)) : exit[i] - delta
  );
  const vcov = Float64Array.from(selfPrentice.vcov.flat());
  return regress({entry: late, exit, event, loglinear}, () => vcov);
}

/** Σ over strata of factor · Σ UUᵀ between V and V, U the (centred) score residuals of the rows drawn. */
function drawn(
  model: CoxModel,
  naive: Float64Array,
  {names}: Design,
  stratumOf: (row: number) => number,
  factors: readonly number[],
  centred: boolean
): Float64Array {
  const p = names.length;
  const n = model.data.exit.length;
  const raw = scoreResiduals(model);
  const columns = names.map((_, k) =>
    putBack(
      raw.filter((_, at) => at % p === k),
      model.order,
      n
    )
  );
  const total = new Float64Array(p * p);
  factors.forEach((factor, s) => {
    const rows = Array.from({length: n}, (_, i) => i).filter((i) => stratumOf(i) === s);
    const means = columns.map((column) =>
      centred ? rows.reduce((sum, i) => sum + column[i], 0) / rows.length : 0
    );
    const scores = Float64Array.from({length: rows.length * p}, (_, at) => {
      const k = at % p;
      return Math.sqrt(factor) * (columns[k][rows[Math.floor(at / p)]] - means[k]);
    });
    sandwich(scores, naive, p).forEach((value, k) => {
      total[k] += value;
    });
  });
  return total;
}

/** (N/m − 1) N / (m − 1) of each stratum. */
function stratumFactors(sizes: readonly number[], drawnSizes: readonly number[]): number[] {
  return sizes.map((size, j) => ((size / drawnSizes[j] - 1) * size) / (drawnSizes[j] - 1));
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value + b[k]);
}

function count(n: number, is: (i: number) => boolean): number {
  let total = 0;
  for (let i = 0; i < n; ++i) if (is(i)) ++total;
  return total;
}

function checkCaseCohort(
  {entry, exit, event, subcohort, stratum, cohortSize}: CaseCohortData,
  method: CaseCohortMethod
): void {
  checkFollowUp({entry, exit, event});
  const n = exit.length;
  if (subcohort.length !== n) throw new RangeError(`subcohort must have ${n} rows; got ${subcohort.length}`);
  for (let i = 0; i < n; ++i)
    if (subcohort[i] !== 1 && event[i] !== 1)
      throw new RangeError(`subcohort must be 1 where there is no event; got ${subcohort[i]} in row ${i}`);
  const borgan = method === "borgan-1" || method === "borgan-2";
  if (borgan && (!stratum || typeof cohortSize === "number"))
    throw new RangeError(`stratum and the cohortSize of each must be given for ${method}; got none`);
  if (!borgan && typeof cohortSize !== "number")
    throw new RangeError(`cohortSize must be one number for ${method}; got ${cohortSize.length}`);
  const whole = typeof cohortSize === "number" ? cohortSize : cohortSize.reduce((a, b) => a + b, 0);
  if (!(whole >= n)) throw new RangeError(`cohortSize must be ≥ the ${n} rows; got ${whole}`);
}
