import type {Design} from "../result/design.js";
import {identity, linear} from "./doseShape.js";
import type {ExcessTerm} from "./excessTerms.js";
import type {Dose, ExcessPart} from "./poissonData.js";

/** One part of an excess, checked: its doses named and its columns in the order of the cells. */
export interface OrderedPart extends Pick<ExcessPart, "shape"> {
  doses: readonly Dose[];
  modifiers?: Design;
  linearModifiers?: Design;
}

/** The modifiers of one part. */
export interface PartModifiers {
  /** Positions of their parameters, linear ones first. */
  positions: number[];
  columns: Float64Array[];
  /** Columns in which the part is linear. */
  basis: Float64Array[];
}

/** The terms of an excess over cells, and what each of its parameters is. */
export interface ExcessColumns {
  terms: ExcessTerm[];
  /** Positions of the terms of each part. */
  parts: number[][];
  names: string[];
  /** Positions of the parameters in which the excess is linear. */
  slopes: number[];
  /** Positions of a shape's other parameters, exponents then thresholds. */
  bends: number[];
  /** Positions of the modifiers. */
  modifiers: number[];
  /** The same by part. */
  modified: PartModifiers[];
}

/**
 * Lays out an excess part by part: the parameters of each dose, then the linear modifiers, then the modifiers. A
 * modifier whose name another parameter or one of `taken` has is called "dose × name"; a slope, "name (excess)" or
 * "name (part 2)".
 */
export function excessColumns(parts: readonly OrderedPart[], taken: readonly string[]): ExcessColumns {
  const all: ExcessColumns = {
    terms: [],
    parts: [],
    names: [],
    slopes: [],
    bends: [],
    modifiers: [],
    modified: []
  };
  for (const part of parts) addPart(part, all, taken);
  return all;
}

function addPart(
  {doses, shape = linear(), modifiers, linearModifiers}: OrderedPart,
  {terms, parts, names, slopes, bends, modifiers: modifying, modified}: ExcessColumns,
  taken: readonly string[]
): void {
  const first = names.length;
  const own = shape.basis.length + shape.exponents.length + Number(shape.threshold);
  const product = linearModifiers?.columns ?? [];
  const exponents = modifiers?.columns ?? [];
  const delta = range(first + own * doses.length, product.length);
  const gamma = range(first + own * doses.length + product.length, exponents.length);
  parts.push(range(terms.length, doses.length));
  for (const [j, {values: dose}] of doses.entries()) {
    const beta = range(first + own * j, shape.basis.length);
    const bend = range(first + own * j + shape.basis.length, shape.exponents.length);
    slopes.push(...beta);
    bends.push(...bend);
    const tau = first + own * j + own - 1;
    if (shape.threshold) bends.push(tau);
    terms.push({
      // A threshold writes its column anew for each τ; the others only read theirs.
      basis: shape.basis.map((f) => (f === identity && !shape.threshold ? dose : applied(f, dose))),
      beta,
      ...(shape.threshold && {threshold: {dose, tau}}),
      product,
      delta,
      exponents: [...shape.exponents.map((f) => applied(f, dose)), ...exponents],
      gamma: [...bend, ...gamma]
    });
  }
  for (const name of doses.flatMap((dose) => shape.terms(dose.name)))
    names.push(
      taken.includes(name)
        ? `${name} (excess)`
        : names.includes(name)
          ? `${name} (part ${parts.length})`
          : name
    );
  for (const name of [...(linearModifiers?.names ?? []), ...(modifiers?.names ?? [])])
    names.push(taken.includes(name) || names.includes(name) ? `${doses[0].name} × ${name}` : name);
  modifying.push(...delta, ...gamma);
  modified.push({
    positions: [...delta, ...gamma],
    columns: [...product, ...exponents],
    basis: terms.slice(-doses.length).flatMap(({basis}) => basis)
  });
}

function range(from: number, count: number): number[] {
  return Array.from({length: count}, (_, k) => from + k);
}

function applied(f: (d: number) => number, dose: Float64Array): Float64Array {
  const column = new Float64Array(dose.length);
  for (let i = 0; i < dose.length; ++i) column[i] = f(dose[i]);
  return column;
}
