import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import type {Test} from "../result/fit.js";
import type {PartialLikelihood} from "./partialLikelihood.js";
import {sandwich, scoreResiduals, sumByCluster} from "./scoreResiduals.js";

/**
 * The score test that all parameters are 0 with a variance that holds where rows of a cluster are correlated:
 * uᵀ(Σ UᵢUᵢᵀ)⁻¹u, Uᵢ the score residuals at 0 summed by cluster, u their sum. The model is left evaluated at 0.
 * Source: Lin and Wei (1989); R survival, coxph's "Robust". Witness: test/stats/survival/coxph.test.ts.
 */
export function robustScoreTest(model: PartialLikelihood, cluster?: ArrayLike<number>): Test {
  const p = model.risk.terms.length;
  model.evaluate(new Float64Array(p));
  const rows = sumByCluster(scoreResiduals(model), p, model.weight, cluster);
  const identity = Float64Array.from({length: p * p}, (_, at) => Number(at % (p + 1) === 0));
  const total = new Float64Array(p);
  for (let at = 0; at < rows.length; ++at) total[at % p] += rows[at];
  const squares = cholesky(sandwich(rows, identity, p), p);
  const statistic = solve(squares, total).reduce((sum, value, k) => sum + value * total[k], 0);
  const df = p - squares.dependent.length;
  return {statistic, df, p: chiSquareUpper(statistic, df)};
}
