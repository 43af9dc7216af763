import {type DoseShape, identity} from "./doseShape.js";
import type {ExcessTerm} from "./excessTerms.js";
import type {Dose, Excess} from "./poissonData.js";

/** The terms of an excess over cells, and what each of its parameters is. */
export interface ExcessColumns {
  terms: ExcessTerm[];
  names: string[];
  /** Positions of the parameters in which the excess is linear. */
  slopes: number[];
  /** Positions of a shape's other parameters, exponents then thresholds. */
  bends: number[];
  /** Positions of the modifiers. */
  modifiers: number[];
  /** Their columns. */
  modifierColumns: Float64Array[];
}

/** Lays out an excess: the parameters of each dose, then the linear modifiers, then the modifiers. */
export function excessColumns(
  {modifiers, linearModifiers}: Excess,
  shape: DoseShape,
  doses: readonly Dose[],
  take: (column: Float64Array) => Float64Array
): ExcessColumns {
  const own = shape.basis.length + shape.exponents.length + Number(shape.threshold);
  const product = linearModifiers?.columns.map(take) ?? [];
  const exponents = modifiers?.columns.map(take) ?? [];
  const range = (from: number, count: number) => Array.from({length: count}, (_, k) => from + k);
  const delta = range(own * doses.length, product.length);
  const gamma = range(own * doses.length + product.length, exponents.length);
  const applied = (f: (d: number) => number, dose: Float64Array) => {
    const column = new Float64Array(dose.length);
    for (let i = 0; i < dose.length; ++i) column[i] = f(dose[i]);
    return column;
  };
  const slopes: number[] = [];
  const bends: number[] = [];
  const terms = doses.map(({values}, j): ExcessTerm => {
    const dose = take(values);
    const beta = range(own * j, shape.basis.length);
    const bend = range(own * j + shape.basis.length, shape.exponents.length);
    slopes.push(...beta);
    bends.push(...bend);
    const tau = own * j + own - 1;
    if (shape.threshold) bends.push(tau);
    return {
      // A threshold writes its column anew for each τ; the others only read theirs.
      basis: shape.basis.map((f) => (f === identity && !shape.threshold ? dose : applied(f, dose))),
      beta,
      ...(shape.threshold && {threshold: {dose, tau}}),
      product,
      delta,
      exponents: [...shape.exponents.map((f) => applied(f, dose)), ...exponents],
      gamma: [...bend, ...gamma]
    };
  });
  return {
    terms,
    names: [
      ...doses.flatMap(({name}) => shape.terms(name)),
      ...(linearModifiers?.names ?? []),
      ...(modifiers?.names ?? [])
    ],
    slopes,
    bends,
    modifiers: [...delta, ...gamma],
    modifierColumns: [...product, ...exponents]
  };
}
