import {exp} from "../numeric/elementary.js";

/**
 * The form f(d; β) of an excess over dose: a small value given to the one engine. `terms` names its
 * parameters for the dose called `dose`; `evaluate` writes f and each ∂f/∂βₖ for every row.
 */
export interface DoseShape {
  name: string;
  /** Edges or knots, for those that have them. */
  at?: readonly number[];
  terms: (dose: string) => string[];
  /** Where a search may begin, from the doses of the rows. */
  start: (dose: Float64Array) => number[];
  evaluate: (
    dose: Float64Array,
    beta: ArrayLike<number>,
    f: Float64Array,
    slopes: readonly Float64Array[]
  ) => void;
  /** True when f is linear in β, so that a search may begin at β = 0. */
  linearInBeta: boolean;
}

/** A shape Σ βₖ bₖ(d) of given basis functions. */
function basis(
  name: string,
  terms: (dose: string) => string[],
  functions: ((d: number) => number)[]
): DoseShape {
  return {
    name,
    terms,
    linearInBeta: true,
    start: () => functions.map(() => 0),
    evaluate(dose, beta, f, slopes) {
      f.fill(0);
      functions.forEach((b, k) => {
        const slope = slopes[k];
        const coefficient = beta[k];
        for (let i = 0; i < dose.length; ++i) {
          slope[i] = b(dose[i]);
          f[i] += coefficient * slope[i];
        }
      });
    }
  };
}

/** f = β d. */
export function linear(): DoseShape {
  return basis("linear", (dose) => [dose], [(d) => d]);
}

/** f = β d². */
export function quadratic(): DoseShape {
  return basis("quadratic", (dose) => [`${dose}²`], [(d) => d * d]);
}

/** f = β d + β₂ d². */
export function linearQuadratic(): DoseShape {
  return basis("linear-quadratic", (dose) => [dose, `${dose}²`], [(d) => d, (d) => d * d]);
}

/**
 * f = βₖ in the band from the k-th cut to the next, 0 below the first cut.
 * @throws RangeError when there is no cut or they do not ascend.
 */
export function categorical(cuts: readonly number[]): DoseShape {
  if (cuts.length === 0) throw new RangeError("cuts must hold an edge; got none");
  cuts.forEach((cut, k) => {
    if (k > 0 && !(cut > cuts[k - 1]))
      throw new RangeError(`cuts must ascend; got ${cut} after ${cuts[k - 1]}`);
  });
  const inBand = (k: number) => (d: number) =>
    Number(d >= cuts[k] && (k + 1 === cuts.length || d < cuts[k + 1]));
  return {
    ...basis(
      "categorical",
      (dose) =>
        cuts.map((cut, k) => (k + 1 < cuts.length ? `${dose} ${cut}–${cuts[k + 1]}` : `${dose} ≥ ${cut}`)),
      cuts.map((_, k) => inBand(k))
    ),
    at: cuts
  };
}

/** f = β d exp(δ d): linear at first, bent down (δ < 0) or up by cell killing or promotion. */
export function linearExponential(): DoseShape {
  return {
    name: "linear-exponential",
    terms: (dose) => [dose, `exp(${dose})`],
    linearInBeta: false,
    start: () => [0, 0],
    evaluate(dose, [beta, delta], f, [first, second]) {
      for (let i = 0; i < dose.length; ++i) {
        const d = dose[i];
        first[i] = d * exp(delta * d);
        f[i] = beta * first[i];
        second[i] = f[i] * d;
      }
    }
  };
}
