import {bentPairs, type ExcessTerm} from "./excessTerms.js";
import {blocksOf, type ModelCells} from "./likelihood.js";

/** What of a model varies within some strata: all else adds nothing to their likelihood. */
export interface Active {
  /** Terms with those of their columns that are not 0 throughout. */
  terms: readonly ExcessTerm[];
  /** Positions of the parameters of these terms, ascending. */
  excess: readonly number[];
  /** Pairs of them with a second derivative, the one that bends last. */
  pairs: readonly (readonly [number, number])[];
  /** Loglinear columns that are not 0 throughout. */
  loglinear: readonly number[];
}

/** Consecutive strata in which the same columns are not 0. */
export interface ActiveBlocks {
  /** First stratum of each block, and the number of strata at the end. */
  first: Int32Array;
  /** Cells of the largest block. */
  largest: number;
  /** What is active in each block. */
  active: readonly Active[];
}

/**
 * Blocks of whole strata as `blocksOf` cuts them, with the columns that are not 0 in them: where each slope has
 * strata of its own, as in a table of many causes, a block needs a few columns of very many. Strata whose columns
 * differ come into different blocks only where that spares a third of all columns.
 * @param share of all columns above which nothing is spared.
 */
export function activeBlocks(cells: ModelCells, share = 0.7): ActiveBlocks {
  const {ptr, terms, loglinear} = cells;
  const whole = blocksOf(ptr);
  const strata = ptr.length - 1;
  const signs = Array.from({length: strata}, (_, s) => signOf(cells, ptr[s], ptr[s + 1]));
  const used = signs.reduce((sum, sign) => sum + sign.replaceAll("0", "").length, 0);
  const all: Active = {
    terms,
    excess: positionsOf(terms),
    pairs: bentPairs(terms),
    loglinear: loglinear.map((_, k) => k)
  };
  if (used > share * strata * signs[0].length)
    return {...whole, active: Array(whole.first.length - 1).fill(all)};
  const known = new Map<string, Active>();
  const first: number[] = [0];
  const active: Active[] = [];
  let largest = 0;
  for (let s = 1; s <= strata; ++s) {
    const begin = first[first.length - 1];
    if (s < strata && signs[s] === signs[begin] && ptr[s] - ptr[begin] < 512) continue;
    largest = Math.max(largest, ptr[s] - ptr[begin]);
    const own = known.get(signs[begin]) ?? activeOf(cells, signs[begin]);
    known.set(signs[begin], own);
    active.push(own);
    first.push(s);
  }
  return {first: Int32Array.from(first), largest, active};
}

/** Of each column, term by term and then loglinear, whether it says something in cells `from` to `to`. */
function signOf({terms, loglinear}: ModelCells, from: number, to: number): string {
  let sign = "";
  const add = (column: Float64Array) => {
    sign += isZero(column, from, to) ? "0" : "1";
  };
  for (const {basis, threshold, product, exponents} of terms) {
    const begin = sign.length;
    // A threshold writes its column anew; where the dose is 0 that is 0 too.
    for (const column of threshold ? [threshold.dose] : basis) add(column);
    const exposed = sign.includes("1", begin);
    for (const column of [...product, ...exponents])
      if (exposed) add(column);
      else sign += "0";
  }
  loglinear.forEach(add);
  return sign;
}

function activeOf({terms, loglinear}: ModelCells, sign: string): Active {
  let next = 0;
  const pick = (columns: readonly Float64Array[], positions: readonly number[]) => {
    const kept = columns.map((_, k) => k).filter((k) => sign[next + k] === "1");
    next += columns.length;
    return {columns: kept.map((k) => columns[k]), positions: kept.map((k) => positions[k])};
  };
  const own = terms.map((term): ExcessTerm => {
    const basis = pick(term.basis, term.beta);
    const product = pick(term.product, term.delta);
    const exponents = pick(term.exponents, term.gamma);
    return {
      ...term,
      basis: basis.columns,
      beta: basis.positions,
      product: product.columns,
      delta: product.positions,
      exponents: exponents.columns,
      gamma: exponents.positions
    };
  });
  const kept = own.filter(({basis}) => basis.length > 0);
  return {
    terms: kept,
    excess: positionsOf(kept),
    pairs: bentPairs(kept),
    loglinear: loglinear.map((_, k) => k).filter((k) => sign[next + k] === "1")
  };
}

function positionsOf(terms: readonly ExcessTerm[]): number[] {
  const all = terms.flatMap(({beta, threshold, delta, gamma}) => [
    ...beta,
    ...(threshold ? [threshold.tau] : []),
    ...delta,
    ...gamma
  ]);
  return [...new Set(all)].sort((a, b) => a - b);
}

function isZero(column: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; ++i) if (column[i] !== 0) return false;
  return true;
}
