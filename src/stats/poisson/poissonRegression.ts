import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import type {Maximum} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import {ConvergenceError} from "../result/errors.js";
import type {Test} from "../result/fit.js";
import type {Fitted} from "./likelihood.js";
import {type Model, maximiseModel, modelOf} from "./maximiseModel.js";
import {modelParameters} from "./modelParameters.js";
import {backgrounds, modelTests} from "./modelTests.js";
import {isIdentity} from "./orderCells.js";
import type {PoissonData, PoissonFit, PoissonOptions} from "./poissonData.js";
import {prepareCells} from "./prepareCells.js";
import {profileModel} from "./profileModel.js";
import {negativeBinomialDeviance, scatter} from "./scatter.js";
import {spansOf} from "./spansOf.js";
import {withUnbounded} from "./unboundedParameters.js";
import {variance} from "./variance.js";
import {weighCells} from "./weighCells.js";
import {withoutScatter} from "./withoutScatter.js";

export type {
  Dose,
  Excess,
  ExcessPart,
  Joint,
  PoissonData,
  PoissonFit,
  PoissonOptions
} from "./poissonData.js";

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
  const {data: weighed, constant} = weighCells(data);
  const cells = prepareCells(weighed);
  const model = modelOf(cells, options.control);
  const maxima = maximaOf(model);
  if (!maxima) {
    // Where cases scatter less than Poisson counts, the search may run along τ = 0 without end.
    const poisson = poissonRegression({...data, family: "poisson"}, options);
    if (!(poisson.tests.overdispersion?.statistic <= 0)) maximiseModel(model);
    return withoutScatter(poisson);
  }
  if (cells.tau !== undefined && !(maxima.maximum.at[cells.tau] > 1e-9))
    return withoutScatter(poissonRegression({...data, family: "poisson"}, options));
  const {nullFit} = maxima;
  const found = withUnbounded(model, maxima.maximum);
  const profiled = methods.includes("profile") ? profileModel(model, found, level) : undefined;
  const maximum = profiled?.maximum ?? found;
  const {excessSize, names, order} = cells;
  const {reference, referenceDeviance} = model;
  const size = names.length;
  const warnings = [...cells.warnings, ...model.warnings];
  const {vcov, dependent, boundary, fitted: own} = variance(model, maximum, information);
  if (boundary)
    warnings.push(
      "the excess is as low as it can be: the fitted rate of some cell is 0, and a lower excess would make it negative. Standard errors, p-values and Wald intervals cannot be relied on here; profile intervals can"
    );
  for (const k of maximum.corners ?? [])
    warnings.push(
      `${names[k]}: the estimate is exactly 0, where the likelihood has a corner, since strata without cases weigh against an excess of either sign; it has no standard error, a profile interval can be had`
    );
  for (const k of maximum.unbounded)
    warnings.push(
      `${names[k]} has no finite estimate: the likelihood rises for ever as it ${maximum.at[k] > 0 ? "grows" : "falls"}`
    );
  for (const k of vanishing(model, maximum))
    warnings.push(
      `${names[k]} tends to 0 as its modifiers grow without end: there is no excess where they are 0; measure them from another level`
    );
  for (const k of dependent)
    warnings.push(
      maximum.corners
        ? `${names[k]} is not determined: there is no excess for it to modify`
        : `${names[k]} is not determined by the cells: other terms do the same`
    );
  for (const term of profiled?.above ?? [])
    warnings.push(`${term}: the profile rises above the maximum found; the fit is a local maximum`);
  const aliased = [...model.aliased, ...dependent];
  const parameters = modelParameters(
    model,
    {maximum, intervals: profiled?.intervals ?? []},
    {vcov, aliased, level, score: methods.includes("score")}
  );

  const {background, excess, fitted} = inRows(own, order, data.cases.length, data.weights);
  const n = order.length;
  const df = size - aliased.length;
  const strata = cells.profiled ? cells.total.length : 0;
  const logLik = reference + constant + maximum.logLik;
  const counted = df + strata;
  const nullGain = excessSize > 0 || cells.tau !== undefined ? nullFit.logLik : backgrounds;
  const tau = cells.tau === undefined ? 0 : maximum.at[cells.tau];
  const tests = modelTests(model, {...maxima, maximum}, aliased);
  const {pearson, test} = scatter(cells.cases, own, tau);
  const over = cells.tau === undefined ? test : againstPoisson(logLik, data, options);
  if (over && !data.weights) tests.overdispersion = over;
  return {
    model: "poisson",
    converged: true,
    iterations: maximum.iterations,
    n,
    events: data.weights ? total(data.cases, order) : sumOf(cells.cases),
    personTime: data.weights ? total(data.pyr, order) : sumOf(cells.pyr),
    logLik,
    nullLogLik: reference + constant + nullGain,
    deviance:
      tau === 0 ? referenceDeviance - 2 * maximum.logLik : negativeBinomialDeviance(cells.cases, own, tau),
    nullDeviance: tau === 0 ? referenceDeviance - 2 * nullGain : NaN,
    ...(n > counted && {dispersion: pearson / (n - counted)}),
    df,
    strata,
    boundary,
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

/** The maxima of a model; null where a search for overdispersion does not settle. */
function maximaOf(model: Model) {
  try {
    return maximiseModel(model);
  } catch (error) {
    if (model.cells.tau === undefined || !(error instanceof ConvergenceError)) throw error;
    return null;
  }
}

/** Slopes that are all but 0 beside modifiers that run to infinity. */
function vanishing({cells}: Model, {at, unbounded}: Maximum): number[] {
  if (unbounded.length === 0) return [];
  const spans = spansOf(cells);
  return cells.terms.flatMap(({beta, gamma}) =>
    gamma.some((k) => unbounded.includes(k) && at[k] > 0)
      ? beta.filter((k) => Math.abs(at[k]) * spans[k].size < 1e-3)
      : []
  );
}

/** Fitted cases in the rows of the data; 0 in those left out. */
function inRows(own: Fitted, order: Int32Array, rows: number, weights?: Float64Array) {
  const fitted = new Float64Array(rows);
  if (order.length === rows && isIdentity(order) && !weights) {
    const {background, excess} = own;
    // What an excess takes away whole may leave a rounding error below 0.
    for (let i = 0; i < rows; ++i) {
      const value = background[i] + excess[i];
      fitted[i] = value < 0 ? 0 : value;
    }
    return {background, excess, fitted};
  }
  const background = new Float64Array(rows);
  const excess = new Float64Array(rows);
  for (let j = 0; j < order.length; ++j) {
    const w = weights ? weights[order[j]] : 1;
    background[order[j]] = own.background[j] / w;
    excess[order[j]] = own.excess[j] / w;
    fitted[order[j]] = Math.max(0, background[order[j]] + excess[order[j]]);
  }
  return {background, excess, fitted};
}

/** The likelihood-ratio test of overdispersion; τ = 0 lies on a boundary, which halves its p-value. */
function againstPoisson(logLik: number, data: PoissonData, {control}: PoissonOptions): Test {
  const poisson = poissonRegression({...data, family: "poisson"}, {control});
  const {statistic, df, p} = likelihoodRatioTest(logLik, poisson.logLik, 1);
  return {statistic, df, p: p / 2};
}

function total(column: Float64Array, order: Int32Array): number {
  let value = 0;
  for (let j = 0; j < order.length; ++j) value += column[order[j]];
  return value;
}

function sumOf(column: Float64Array): number {
  let value = 0;
  for (let i = 0; i < column.length; ++i) value += column[i];
  return value;
}
