import {splineBasis} from "../numeric/splineBasis.js";

/**
 * The form f(d) of an excess over dose: a small value given to the one engine,
 *
 *   f = Σₖ βₖ bₖ(d − τ) · exp(Σₗ δₗ hₗ(d)),
 *
 * with τ = 0 unless a threshold is estimated. Parameters in order: β, then δ, then τ.
 */
export interface DoseShape {
  name: string;
  /** Edges or knots, for those that have them. */
  at?: readonly number[];
  /** Names of the parameters, for the dose called `dose`. */
  terms: (dose: string) => string[];
  /** The functions bₖ. */
  basis: readonly ((d: number) => number)[];
  /** The functions hₗ. */
  exponents: readonly ((d: number) => number)[];
  /** True when τ, the dose below which there is no excess, is a parameter: f = β max(0, d − τ). */
  threshold: boolean;
}

function sumOf(
  name: string,
  terms: (dose: string) => string[],
  basis: ((d: number) => number)[],
  rest: Partial<DoseShape> = {}
): DoseShape {
  return {name, terms, basis, exponents: [], threshold: false, ...rest};
}

/** The basis function of a straight line. */
export const identity = (d: number): number => d;
const square = (d: number) => d * d;

/** f = β d. */
export function linear(): DoseShape {
  return sumOf("linear", (dose) => [dose], [identity]);
}

/** f = β d². */
export function quadratic(): DoseShape {
  return sumOf("quadratic", (dose) => [`${dose}²`], [square]);
}

/** f = β d + β₂ d². */
export function linearQuadratic(): DoseShape {
  return sumOf("linear-quadratic", (dose) => [dose, `${dose}²`], [identity, square]);
}

/** f = β d exp(δ d): linear at first, bent down (δ < 0) or up by cell killing or promotion. */
export function linearExponential(): DoseShape {
  return sumOf("linear-exponential", (dose) => [dose, `exp(${dose})`], [identity], {exponents: [identity]});
}

/** f = β max(0, d − τ), the threshold τ ≥ 0 estimated. */
export function threshold(): DoseShape {
  return sumOf("threshold", (dose) => [dose, `${dose} threshold`], [(d) => Math.max(0, d)], {
    threshold: true
  });
}

/**
 * f = βₖ in the band from the k-th cut to the next, 0 below the first cut.
 * @throws RangeError when there is no cut or they do not ascend.
 */
export function categorical(cuts: readonly number[]): DoseShape {
  checkAscending(cuts, "cuts", 1);
  const label = (dose: string, cut: number, k: number) =>
    k + 1 < cuts.length ? `${dose} ${cut}–${cuts[k + 1]}` : `${dose} ≥ ${cut}`;
  return sumOf(
    "categorical",
    (dose) => cuts.map((cut, k) => label(dose, cut, k)),
    cuts.map((cut, k) => (d: number) => Number(d >= cut && (k + 1 === cuts.length || d < cuts[k + 1]))),
    {at: cuts}
  );
}

/**
 * f = Σ βₖ · (the part of d between the k-th knot and the next), from 0 to the first knot also: βₖ is the
 * slope there.
 * @throws RangeError when there is no knot, one is not > 0, or they do not ascend.
 */
export function piecewiseLinear(knots: readonly number[]): DoseShape {
  checkAscending(knots, "knots", 1);
  if (!(knots[0] > 0)) throw new RangeError(`knots must be > 0; got ${knots[0]}`);
  const edges = [0, ...knots];
  const label = (dose: string, edge: number, k: number) =>
    k + 1 < edges.length ? `${dose} slope ${edge}–${edges[k + 1]}` : `${dose} slope ≥ ${edge}`;
  return sumOf(
    "piecewise-linear",
    (dose) => edges.map((edge, k) => label(dose, edge, k)),
    edges.map((edge, k) => (d: number) => Math.min(Math.max(0, d - edge), (edges[k + 1] ?? Infinity) - edge)),
    {at: knots}
  );
}

/**
 * f = β d + Σ βₖ sₖ(d), a restricted cubic spline: cubic between knots, straight beyond the outer two (`splineBasis`).
 * @throws RangeError when there are fewer than three knots or they do not ascend.
 */
export function restrictedCubicSpline(knots: readonly number[]): DoseShape {
  checkAscending(knots, "knots", 3);
  const splines = splineBasis(knots);
  return sumOf(
    "restricted-cubic-spline",
    (dose) => [dose, ...splines.map((_, k) => `${dose} spline ${k + 1}`)],
    [identity, ...splines],
    {at: knots}
  );
}

function checkAscending(values: readonly number[], name: string, least: number): void {
  if (values.length < least)
    throw new RangeError(`${name} must hold ${least} or more; got ${values.length || "none"}`);
  values.forEach((value, k) => {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite; got ${value}`);
    if (k > 0 && !(value > values[k - 1]))
      throw new RangeError(`${name} must ascend; got ${value} after ${values[k - 1]}`);
  });
}
