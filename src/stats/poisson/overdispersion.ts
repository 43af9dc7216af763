import {waldInterval, waldTest} from "../inference/wald.js";
import type {Parameter} from "../result/fit.js";
import type {PoissonFit} from "./poissonRegression.js";
import {scatter} from "./scatter.js";

/** Whether cells scatter more than Poisson counts do. */
export interface Overdispersion {
  /** Pearson's χ² over its degrees of freedom. */
  dispersion: number;
  /** Dean's score test against variance μ + τμ² (negative binomial): standard normal, one-sided. */
  statistic: number;
  p: number;
}

/**
 * Overdispersion of the cells of a fit: Pearson's χ²/df, and the score test of the Poisson model against a
 * negative binomial one, Σ [(c − μ)² − c] / √(2 Σ μ²).
 * @throws RangeError when lengths differ, or no degree of freedom is left.
 * Source: Dean (1992), J Am Stat Assoc 87:451 (statistic P_B without leverage). Witness: by hand.
 */
export function overdispersion(fit: PoissonFit, cases: Float64Array): Overdispersion {
  const {fitted, dispersion} = fit;
  if (cases.length !== fitted.length)
    throw new RangeError(`cases must have ${fitted.length} rows; got ${cases.length}`);
  if (dispersion === undefined)
    throw new RangeError(`cells must outnumber parameters; got ${fit.n} for ${fit.df + fit.strata}`);
  const {statistic, p} = scatter(cases, {background: fitted, excess: new Float64Array(cases.length)})
    .test ?? {statistic: NaN, p: NaN};
  return {dispersion, statistic, p};
}

/**
 * Parameters with standard errors times √dispersion, as quasi-Poisson has them; estimates stay. A dispersion
 * below 1 is taken as it is, as R takes it.
 * Source: McCullagh and Nelder (1989), §4.5. Witness: R's glm(family = quasipoisson), normal intervals.
 */
export function quasiPoisson(fit: PoissonFit, level = 0.95): Parameter[] {
  if (fit.dispersion === undefined)
    throw new RangeError(`cells must outnumber parameters; got ${fit.n} for ${fit.df + fit.strata}`);
  const scale = Math.sqrt(fit.dispersion);
  return fit.parameters.map(({term, estimate, se: poisson}) => {
    const se = scale * poisson;
    return {term, estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
  });
}
