import {exp, log} from "../numeric/elementary.js";

/** Excess relative risk, or excess cases per person-year, at attained age a after a dose in Gy at age e. */
export type ExcessRisk = (doseGy: number, ageAtExposure: number, attainedAge: number) => number;

/** The parameters of an excess risk as BEIR VII, RadRAT and the Life Span Study write it. */
export interface ExcessParameters {
  /** Excess per Gy where all modifiers are 1: relative, or cases per person-year. */
  beta: number;
  /** θ of dose·(1 + θ·dose); 0 unless given. */
  quadratic?: number;
  /** exp(γ(e − reference)/10); beyond the reference age constant where `capped`. */
  ageAtExposure?: {gamma: number; reference: number; capped: boolean};
  /** (a/reference)^η, and another power from the reference age on where `etaAbove` is given. */
  attainedAge?: {eta: number; reference: number; etaAbove?: number};
  /** (t/reference)^(δ + φe*), t years since exposure and e* as in `ageAtExposure`, without γ. */
  sinceExposure?: {delta: number; phi: number; reference: number};
}

/**
 * The excess risk β·d(1 + θd)·exp(γe*)·(a/a₀)^η·(t/t₀)^(δ + φe*), with e* = (e − e₀)/10, or min(e − e₀, 0)/10.
 * It is 0 at no dose and up to the exposure.
 * @throws RangeError when the dose is negative or not finite.
 * Source: BEIR VII (2006), equations 12-1 to 12-3 and Tables 12-2 and 12-3. Witness: by hand and BEIR VII
 *   Table 12D-1 for breast, test/stats/projection/lifetimeAttributableRisk.test.ts.
 */
export function excessRisk(parameters: ExcessParameters): ExcessRisk {
  const {beta, quadratic = 0, ageAtExposure, attainedAge, sinceExposure} = parameters;
  return (dose, exposedAt, attained) => {
    if (!(dose >= 0 && dose < Infinity)) throw new RangeError(`dose must be ≥ 0; got ${dose}`);
    const since = attained - exposedAt;
    if (dose === 0 || since <= 0) return 0;
    let e = 0;
    let exponent = 0;
    if (ageAtExposure) {
      const {gamma, reference, capped} = ageAtExposure;
      e = ((capped ? Math.min(exposedAt, reference) : exposedAt) - reference) / 10;
      exponent += gamma * e;
    }
    if (attainedAge) {
      const {eta, reference, etaAbove = eta} = attainedAge;
      exponent += (attained < reference ? eta : etaAbove) * log(attained / reference);
    }
    if (sinceExposure)
      exponent += (sinceExposure.delta + sinceExposure.phi * e) * log(since / sinceExposure.reference);
    return beta * dose * (1 + quadratic * dose) * exp(exponent);
  };
}
