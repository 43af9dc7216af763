/** What the indirect effect would be, were the errors of mediator and outcome correlated by ρ. */
export interface CorrelatedErrors {
  rho: number[];
  indirect: number[];
  /** The correlation at which the indirect effect vanishes. */
  rhoAtZero: number;
}

/**
 * The indirect effect of two linear models without interaction under an unmeasured confounder of mediator and
 * outcome, which correlates their errors by ρ:
 *
 *   NIE(ρ) = α₁(x − x*)·(β₂ − (s_y/s_m)·ρ/√(1 − ρ²)),  0 at ρ̃ = β₂s_m/√(β₂²s_m² + s_y²)
 *
 * @param fit α₁ the exposure's effect on the mediator, β₂ the mediator's on the outcome (both as fitted), s_m and
 *   s_y the residual standard deviations, and the change of exposure.
 * @throws RangeError when a correlation is not inside (−1, 1) or a standard deviation not positive.
 * Source: Imai, Keele and Yamamoto (2010), Stat Sci 25:51, theorem 4. Witness: simulated confounding and R lm,
 *   test/stats/mediation/sensitivity.test.ts.
 */
export function correlatedErrors(
  fit: {
    exposureOnMediator: number;
    mediatorOnOutcome: number;
    mediatorSd: number;
    outcomeSd: number;
    change: number;
  },
  rho: readonly number[]
): CorrelatedErrors {
  const {exposureOnMediator, mediatorOnOutcome, mediatorSd, outcomeSd, change} = fit;
  if (!(mediatorSd > 0 && outcomeSd > 0))
    throw new RangeError(`residual standard deviations must be > 0; got ${mediatorSd} and ${outcomeSd}`);
  const part = mediatorOnOutcome * mediatorSd;
  return {
    rho: [...rho],
    indirect: rho.map((r) => {
      if (!(r > -1 && r < 1)) throw new RangeError(`rho must lie between -1 and 1; got ${r}`);
      const shift = ((outcomeSd / mediatorSd) * r) / Math.sqrt(1 - r * r);
      return exposureOnMediator * change * (mediatorOnOutcome - shift);
    }),
    rhoAtZero: part / Math.sqrt(part * part + outcomeSd * outcomeSd)
  };
}
