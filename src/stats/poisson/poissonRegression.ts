import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import {scoreTest} from "../inference/scoreTest.js";
import {waldInterval, waldTest} from "../inference/wald.js";
import {log} from "../numeric/elementary.js";
import type {Parameter, Test} from "../result/fit.js";
import type {Fitted} from "./likelihood.js";
import {maximiseModel, modelOf} from "./maximiseModel.js";
import {isIdentity} from "./orderCells.js";
import type {PoissonData, PoissonFit, PoissonOptions} from "./poissonData.js";
import {prepareCells} from "./prepareCells.js";
import {profileModel} from "./profileModel.js";
import {variance} from "./variance.js";

export type {Dose, Excess, PoissonData, PoissonFit, PoissonOptions} from "./poissonData.js";

/** Gain of the backgrounds alone over the reference of the likelihood, which they are. */
const backgrounds = 0;

/**
 * Poisson regression of person-time cells with an excess over a background:
 *
 *   relative   λ = B · rate · exp(α·x) · [1 + Σ f(d) · exp(γ·z)]
 *   absolute   λ = B · rate · exp(α·x) + Σ f(d) · exp(γ·z)
 *
 * B is free in every stratum and profiled out exactly (relative: B̂ = cases / Σ pyr · RR), or without strata
 * one intercept, reported as `(Intercept)`; or 1 where `rate` stands alone. Fitted rates are positive in
 * every cell: the excess may be negative down to that boundary, and an estimate there is said to be so in
 * `warnings`; one along which the likelihood rises for ever is ±Infinity, as `coxph` has it, and said to be so. Standard errors come from the expected information, as R's
 * do, or from the observed, as EPICURE's do, where that is asked for; those at a boundary from the observed. `aic` and `bic` count the stratum parameters, `df` does not.
 *
 * @param data cells and model; the dose in any unit, the excess is per that unit.
 * @param options level (0.95) and methods of intervals (Wald alone unless `profile` is asked for), and how
 *   far the search goes.
 * @returns parameters in order: those of the dose, modifiers, loglinear terms; one that the cells do not
 *   determine (a column that others make up) has NaN for its estimate and a warning.
 * @throws RangeError on cells, columns or doses that cannot be (see `checkCells`), a level outside (0, 1), or
 *   a dose that does not vary within a stratum with cases. ConvergenceError when the search does not settle.
 * Source: Preston et al. (1993), Epicure user's guide, AMFIT; Breslow and Day (1987), IARC Sci Publ 82, ch. 4.
 * Witness: R's glm, gnm and optim, EPICURE's and Stata's print, test/stats/poisson/poissonRegression.test.ts.
 */
export function poissonRegression(data: PoissonData, options: PoissonOptions = {}): PoissonFit {
  const {level = 0.95, methods = ["wald"]} = options.interval ?? {};
  const {information = "expected"} = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const cells = prepareCells(data);
  const model = modelOf(cells, options.control);
  const {maximum: first, nullFit, withoutModifiers} = maximiseModel(model);
  const profiled = methods.includes("profile") ? profileModel(model, first, level) : undefined;
  const maximum = profiled?.maximum ?? first;
  const {excessSize, parts, names, order, shift, intercept} = cells;
  const {likelihood, reference, referenceDeviance} = model;
  const size = names.length;
  const warnings = [...cells.warnings, ...model.warnings];
  const {vcov, dependent, boundary, fitted: own} = variance(model, maximum, information);
  if (boundary)
    warnings.push(
      "the estimate lies at the boundary where a fitted rate becomes 0; Wald figures do not hold"
    );
  for (const k of maximum.unbounded)
    warnings.push(
      `${names[k]} has no finite estimate: the likelihood rises for ever as it ${maximum.at[k] > 0 ? "grows" : "falls"}`
    );
  for (const k of dependent)
    warnings.push(`${names[k]} is not determined by the cells: other terms do the same`);
  for (const term of profiled?.above ?? [])
    warnings.push(`${term}: the profile rises above the maximum found; the fit is a local maximum`);
  const aliased = [...model.aliased, ...dependent];
  const parameters = names.map((term, k): Parameter => {
    if (aliased.includes(k))
      return {term, estimate: NaN, se: NaN, statistic: NaN, p: NaN, wald: {lower: NaN, upper: NaN}};
    const move = k === intercept ? shift : 0;
    const endless = maximum.unbounded.includes(k);
    const estimate = endless ? Math.sign(maximum.at[k]) * Infinity : maximum.at[k] + move;
    const se = endless ? NaN : Math.sqrt(vcov[k * size + k]);
    const interval = profiled?.intervals[k];
    return {
      term,
      estimate,
      se,
      ...waldTest(estimate, se),
      wald: waldInterval(estimate, se, level),
      ...(interval && {
        profile: {...interval, lower: interval.lower + move, upper: interval.upper + move}
      })
    };
  });

  const {background, excess, fitted} = inRows(own, order, data.cases.length);
  const n = order.length;
  const events = total(cells.cases);
  const df = size - aliased.length;
  const strata = cells.profiled ? cells.total.length : 0;
  const logLik = reference + maximum.logLik;
  const counted = df + strata;
  const nullGain = excessSize > 0 ? nullFit.logLik : backgrounds;
  const dfOf = (positions: readonly number[]) => positions.filter((k) => !aliased.includes(k)).length;
  const tests: Record<string, Test> = {};
  const excessDf = dfOf(parts.names.map((_, k) => k));
  if (excessDf > 0) tests.dose = likelihoodRatioTest(maximum.logLik, nullFit.logLik, excessDf);
  const slopes = parts.slopes.filter((k) => !aliased.includes(k));
  if (slopes.length > 0) {
    const {gradient} = likelihood.evaluate(nullFit.at)!;
    const rest = names.map((_, k) => k).filter((k) => k >= excessSize && !aliased.includes(k));
    const atNull = likelihood.expected(nullFit.at);
    if (atNull.every(Number.isFinite)) tests.doseScore = scoreTest(gradient, atNull, slopes, rest);
  }
  if (withoutModifiers && dfOf(parts.modifiers) > 0)
    tests.modifiers = likelihoodRatioTest(maximum.logLik, withoutModifiers.logLik, dfOf(parts.modifiers));
  const modelDf = df - Number(intercept >= 0);
  if (modelDf > 0) tests.model = likelihoodRatioTest(maximum.logLik, backgrounds, modelDf);
  return {
    model: "poisson",
    converged: true,
    iterations: maximum.iterations,
    n,
    events,
    personTime: total(cells.pyr),
    logLik,
    nullLogLik: reference + nullGain,
    deviance: referenceDeviance - 2 * maximum.logLik,
    nullDeviance: referenceDeviance - 2 * nullGain,
    ...(n > counted && {dispersion: pearson(cells.cases, own) / (n - counted)}),
    df,
    strata,
    aic: -2 * logLik + 2 * counted,
    bic: -2 * logLik + log(n) * counted,
    parameters,
    vcov: Array.from({length: size}, (_, k) => Array.from(vcov.subarray(k * size, (k + 1) * size))),
    tests,
    warnings,
    fitted,
    background,
    excess
  };
}

/** Fitted cases in the rows of the data; 0 in those left out. */
function inRows(own: Fitted, order: Int32Array, rows: number) {
  const fitted = new Float64Array(rows);
  if (order.length === rows && isIdentity(order)) {
    const {background, excess} = own;
    // What an excess takes away whole may leave a rounding error below 0.
    for (let i = 0; i < rows; ++i) fitted[i] = Math.max(0, background[i] + excess[i]);
    return {background, excess, fitted};
  }
  const background = new Float64Array(rows);
  const excess = new Float64Array(rows);
  for (let j = 0; j < order.length; ++j) {
    background[order[j]] = own.background[j];
    excess[order[j]] = own.excess[j];
    fitted[order[j]] = Math.max(0, own.background[j] + own.excess[j]);
  }
  return {background, excess, fitted};
}

/** Pearson's Σ (c − μ)²/μ; a cell without fitted cases adds nothing. */
function pearson(
  cases: Float64Array,
  {background, excess}: {background: Float64Array; excess: Float64Array}
) {
  let sum = 0;
  for (let i = 0; i < cases.length; ++i) {
    const mu = background[i] + excess[i];
    if (mu > 0) sum += ((cases[i] - mu) * (cases[i] - mu)) / mu;
  }
  return sum;
}

function total(column: Float64Array): number {
  let value = 0;
  for (let i = 0; i < column.length; ++i) value += column[i];
  return value;
}
