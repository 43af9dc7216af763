import type {PoissonFit} from "./poissonData.js";

/** A Poisson fit as that of the negative binomial model whose overdispersion is 0. */
export function withoutScatter(fit: PoissonFit): PoissonFit {
  const none = {lower: NaN, upper: NaN};
  return {
    ...fit,
    df: fit.df + 1,
    aic: fit.aic + 2,
    parameters: [
      ...fit.parameters,
      {term: "overdispersion", estimate: 0, se: NaN, statistic: NaN, p: NaN, wald: none}
    ],
    vcov: [...fit.vcov.map((row) => [...row, NaN]), Array.from({length: fit.vcov.length + 1}, () => NaN)],
    warnings: [...fit.warnings, "overdispersion is 0: the cases scatter no more than Poisson counts do"]
  };
}
