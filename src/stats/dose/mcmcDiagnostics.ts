import {log} from "../numeric/elementary.js";

/**
 * Split R̂ of one parameter: each chain is cut in half, and the square root taken of the pooled over the mean variance
 * within halves. 1 where all halves agree; 1.01 is taken as settled.
 * @param chains of equal length, 4 draws or more.
 * @throws RangeError when there is no chain, or chains are short or differ in length.
 * Source: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 11.4. Witness: R's posterior::rhat_basic,
 * test/stats/dose/mcmcDiagnostics.test.ts.
 */
export function splitRHat(chains: readonly Float64Array[]): number {
  const {within, pooled} = variances(halves(chains));
  return within === 0 ? 1 : Math.sqrt(pooled / within);
}

/**
 * Effective sample size of split chains, by Geyer's initial monotone sequence of paired autocorrelations.
 * @throws RangeError as `splitRHat`. Source: Gelman et al. (2013), 11.5; Stan reference manual, 16.4.
 * Witness: R's posterior::ess_basic, test/stats/dose/mcmcDiagnostics.test.ts.
 */
export function effectiveSampleSize(chains: readonly Float64Array[]): number {
  const parts = halves(chains);
  const n = parts[0].length;
  const all = n * parts.length;
  const {within, pooled, means} = variances(parts);
  if (within === 0) return all;
  const correlation = (lag: number) => {
    let sum = 0;
    parts.forEach((part, c) => {
      let products = 0;
      for (let t = 0; t + lag < n; ++t) products += (part[t] - means[c]) * (part[t + lag] - means[c]);
      sum += products / n;
    });
    return 1 - (within - sum / parts.length) / pooled;
  };
  // Sums of neighbours, kept from rising, until one is negative.
  let tau = -1;
  let least = Infinity;
  let next = 0;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const even = lag === 0 ? 1 : correlation(lag);
    const pair = even + correlation(lag + 1);
    if (!(pair > 0)) {
      next = Math.max(0, even);
      break;
    }
    least = Math.min(least, pair);
    tau += 2 * least;
  }
  tau = Math.max(tau + next, 1 / log10(all));
  return all / tau;
}

function halves(chains: readonly Float64Array[]): Float64Array[] {
  const length = chains[0]?.length ?? 0;
  if (length < 4) throw new RangeError(`chains must have 4 draws or more; got ${length}`);
  for (const chain of chains)
    if (chain.length !== length)
      throw new RangeError(`chains must have ${length} draws each; got ${chain.length}`);
  const half = Math.floor(length / 2);
  return chains.flatMap((chain) => [chain.slice(0, half), chain.slice(length - half)]);
}

function variances(parts: readonly Float64Array[]) {
  const n = parts[0].length;
  const means = parts.map((part) => part.reduce((a, b) => a + b, 0) / n);
  const centre = means.reduce((a, b) => a + b, 0) / means.length;
  const within =
    parts.reduce((sum, part, c) => {
      let squares = 0;
      for (const value of part) squares += (value - means[c]) * (value - means[c]);
      return sum + squares / (n - 1);
    }, 0) / parts.length;
  const between =
    means.reduce((sum, mean) => sum + (mean - centre) * (mean - centre), 0) / (means.length - 1);
  return {within, pooled: ((n - 1) / n) * within + between, means};
}

function log10(x: number): number {
  return log(x) / Math.LN10;
}
