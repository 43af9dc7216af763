import {exp} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {coefficientNames, type DoseForm} from "./doseForm.js";
import {checkDesign, rowGroups} from "./rowGroups.js";

/** First derivatives by the parameters of dose, and second ones by parameters j ≥ l at j(j + 1)/2 + l. */
export interface Chained {
  first: Float64Array;
  second: Float64Array;
}

/** The coefficients b of a form, and what they are made of: one pair for each pattern of interactions and modifiers. */
export interface DoseCoefficients {
  form: DoseForm;
  /** Names of the parameters: β₁, β₂; each interaction's, of β₁ then of β₂; γ. */
  names: string[];
  size: number;
  /** Positions of those that mean nothing where the first coefficient is 0. */
  later: number[];
  /** Whether coefficients are parameters, the same for all rows. */
  plain: boolean;
  /** Pattern of each row, and how many there are. */
  of: Int32Array;
  patterns: number;
  /** Coefficients of each pattern after `set`, two a pattern. */
  b: Float64Array;
  /** ∂bₖ by each parameter after `set`, 2 × size entries a pattern. */
  by: Float64Array;
  /** Sets all coefficients; false where one overflows. Asked again for the same parameters it does nothing. */
  set: (theta: Float64Array) => boolean;
  /** Derivatives by parameters from those by the coefficients of a pattern, `second` as in `FormAt.bends`. */
  chain: (pattern: number, first: ArrayLike<number>, second: ArrayLike<number>, into: Chained) => void;
  room: () => Chained;
}

/**
 * Makes ready the coefficients of all rows.
 * @throws RangeError as `checkDesign`.
 * Witness: differences, test/stats/dose/rateLikelihood.test.ts.
 */
export function doseCoefficients(form: DoseForm, rows: number): DoseCoefficients {
  const {scale, degree, interactions = none, modifiers = none} = form;
  for (const design of [interactions, modifiers]) checkDesign(design, rows);
  const own = coefficientNames(form);
  const names = [
    ...own,
    ...own.flatMap((name) => interactions.names.map((other) => `${name}:${other}`)),
    ...modifiers.names
  ];
  const size = names.length;
  const {of, first, size: patterns} = rowGroups([...interactions.columns, ...modifiers.columns], rows);
  const pick = ({columns}: Design) => columns.map((column) => Float64Array.from(first, (i) => column[i]));
  const [u, z] = [pick(interactions), pick(modifiers)];
  const linear = size - z.length;
  // How many of the coefficients, the first ones, are multiplied by exp(γ·z).
  const modified = scale === "linear-exponential" ? 1 : degree;
  const b = new Float64Array(2 * patterns);
  const by = new Float64Array(2 * size * patterns);
  let last: Float64Array | null = null;
  const ofExponent = (k: number) => modified < degree && (k === 1 || k >= degree + u.length);
  const isLater = (k: number) => k >= linear || ofExponent(k);
  return {
    form,
    names,
    size,
    later: names.map((_, k) => k).filter(isLater),
    plain: size === degree && scale !== "linear-exponential",
    of,
    patterns,
    b,
    by,
    set(theta) {
      if (last?.every((value, k) => value === theta[k])) return true;
      last = null;
      for (let p = 0; p < patterns; ++p) {
        let eta = 0;
        for (let l = 0; l < z.length; ++l) eta += theta[linear + l] * z[l][p];
        const factor = z.length > 0 ? exp(eta) : 1;
        if (!(factor < Infinity)) return false;
        for (let k = 0; k < degree; ++k) {
          const share = k < modified ? factor : 1;
          const at = (2 * p + k) * size;
          let value = theta[k];
          by[at + k] = share;
          for (let j = 0; j < u.length; ++j) {
            value += theta[degree + k * u.length + j] * u[j][p];
            by[at + degree + k * u.length + j] = share * u[j][p];
          }
          value *= share;
          b[2 * p + k] = value;
          for (let l = 0; l < z.length; ++l) by[at + linear + l] = k < modified ? value * z[l][p] : 0;
        }
      }
      last = theta.slice(0, size);
      return true;
    },
    chain(p, first, second, into) {
      const one = 2 * p * size;
      const two = one + size;
      for (let j = 0, t = 0; j < size; ++j) {
        const [j1, j2] = [by[one + j], by[two + j]];
        into.first[j] = first[0] * j1 + first[1] * j2;
        for (let l = 0; l <= j; ++l, ++t) {
          const [l1, l2] = [by[one + l], by[two + l]];
          into.second[t] = second[0] * j1 * l1 + second[1] * (j2 * l1 + j1 * l2) + second[2] * j2 * l2;
          // ∂²b by j and the γ of z is z ∂b by j.
          if (j >= linear)
            into.second[t] += z[j - linear][p] * (first[0] * l1 + (modified === 2 ? first[1] * l2 : 0));
        }
      }
    },
    room: () => ({first: new Float64Array(size), second: new Float64Array((size * (size + 1)) / 2)})
  };
}

const none: Design = {names: [], columns: []};
