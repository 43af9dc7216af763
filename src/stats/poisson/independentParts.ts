import {activeBlocks} from "./activeBlocks.js";
import type {ExcessTerm} from "./excessTerms.js";
import {take} from "./orderCells.js";
import type {PreparedCells} from "./prepareCells.js";

/** A model over the strata of some parameters, and their positions in the whole. */
export interface IndependentPart {
  cells: PreparedCells;
  parameters: readonly number[];
}

/**
 * A model taken apart into those whose parameters share no stratum, as the slopes of many causes do that have
 * strata of their own: its likelihood is the product of theirs. Empty where it does not come apart. Strata
 * without an active parameter, and parameters without a stratum, are in none.
 */
export function independentParts(cells: PreparedCells): IndependentPart[] {
  const {profiled, parts, joint, tau, names} = cells;
  if (!profiled || joint || tau !== undefined || parts.slopes.length < 2) return [];
  const {first, active} = activeBlocks(cells, 1);
  const groups = new Groups(names.length);
  const positions = active.map(({excess, loglinear}) => [
    ...excess,
    ...loglinear.map((k) => cells.excessSize + k)
  ]);
  for (const own of positions) for (const k of own) groups.join(own[0], k);
  const roots = [...new Set(positions.flatMap(([k]) => (k === undefined ? [] : [groups.of(k)])))].sort(
    (a, b) => a - b
  );
  if (roots.length < 2) return [];
  return roots.map((root) => {
    const strata: number[] = [];
    for (const [b, own] of positions.entries())
      if (own.length > 0 && groups.of(own[0]) === root)
        for (let s = first[b]; s < first[b + 1]; ++s) strata.push(s);
    const parameters = names.map((_, k) => k).filter((k) => groups.of(k) === root);
    return {cells: partOf(cells, strata, parameters), parameters};
  });
}

/** The model of some strata and of the parameters that they need. */
function partOf(
  cells: PreparedCells,
  strata: readonly number[],
  parameters: readonly number[]
): PreparedCells {
  const {ptr, excessSize, parts, terms, loglinear, names, total} = cells;
  const rows = Int32Array.from(
    strata.flatMap((s) => Array.from({length: ptr[s + 1] - ptr[s]}, (_, i) => ptr[s] + i))
  );
  const known = new Map<Float64Array, Float64Array>();
  const taken = (column: Float64Array) => {
    const own = known.get(column) ?? take(column, rows);
    known.set(column, own);
    return own;
  };
  const place = new Map(parameters.map((k, j) => [k, j]));
  const placed = (positions: readonly number[]) =>
    positions.flatMap((k) => (place.has(k) ? [place.get(k)!] : []));
  const pick = (columns: readonly Float64Array[], positions: readonly number[]) =>
    columns.filter((_, l) => place.has(positions[l])).map(taken);
  const own = terms
    .map(
      ({basis, beta, threshold, product, delta, exponents, gamma}): ExcessTerm => ({
        // A threshold writes its column anew: no other model may have the same.
        basis: threshold ? [new Float64Array(rows.length)] : pick(basis, beta),
        beta: placed(beta),
        ...(threshold && {threshold: {dose: taken(threshold.dose), tau: place.get(threshold.tau)!}}),
        product: pick(product, delta),
        delta: placed(delta),
        exponents: pick(exponents, gamma),
        gamma: placed(gamma)
      })
    )
    .filter(({beta}) => beta.length > 0);
  const lengths = strata.map((s) => ptr[s + 1] - ptr[s]);
  const starts = new Int32Array(strata.length + 1);
  for (const [s, length] of lengths.entries()) starts[s + 1] = starts[s] + length;
  return {
    ...cells,
    cases: take(cells.cases, rows),
    weight: take(cells.weight, rows),
    pyr: take(cells.pyr, rows),
    ptr: starts,
    total: Float64Array.from(strata, (s) => total[s]),
    terms: own,
    excessSize: parameters.filter((k) => k < excessSize).length,
    loglinear: loglinear.filter((_, k) => place.has(excessSize + k)).map(taken),
    order: Int32Array.from(rows, (i) => cells.order[i]),
    names: parameters.map((k) => names[k]),
    parts: {
      ...parts,
      terms: own,
      slopes: placed(parts.slopes),
      bends: placed(parts.bends),
      modifiers: placed(parts.modifiers)
    }
  };
}

/** Numbers 0 … size − 1 joined into groups, each named by its least. */
class Groups {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({length: size}, (_, k) => k);
  }

  of(k: number): number {
    while (this.#parent[k] !== k) k = this.#parent[k];
    return k;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.of(a), this.of(b)];
    this.#parent[Math.max(one, other)] = Math.min(one, other);
  }
}
