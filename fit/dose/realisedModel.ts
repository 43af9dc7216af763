import type {DoseForm} from "../../src/stats/dose/doseForm.js";
import {type Ensemble, ensemble} from "../../src/stats/dose/ensemble.js";
import {realisationsOf} from "../../src/stats/dose/realisations.js";
import {likelihoodRatioTest} from "../../src/stats/inference/likelihoodRatio.js";
import {newton} from "../../src/stats/inference/newton.js";
import {log} from "../../src/stats/numeric/elementary.js";
import type {AnswerParameter, Outcome} from "../answer.js";
import {intervalOf} from "../models/intervalOf.js";
import type {Model} from "../models/model.js";
import {dosesOf} from "../rows/dosesOf.js";
import {notNegative} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec, RealisedShape} from "../spec/fitSpec.js";
import {onePartOf} from "../spec/partsOf.js";
import {designOf} from "../terms/designOf.js";
import {likelihoodOf} from "./likelihoodOf.js";
import {isAverage, type Method, methods} from "./methods.js";

/**
 * A model whose dose is many realisations, one a column: 1 + f or exp(f) where the spec has an excess, by its shape,
 * exp(βd) where it has none. Without realisations the excess of one dose, as of the odds.
 * @throws RangeError when the spec asks for what is not done with realisations, columns come twice, or a dose is
 * negative; as the model's own reading of its rows, and the method.
 */
export const realisedModel: Model = (spec, rows) => {
  const {method, seed = 1} = spec.realisations ?? {method: "rc"};
  refuse(spec, method);
  const {likelihood, without} = likelihoodOf[spec.model](spec, rows, formOf(spec, rows));
  const all = ensemble(likelihood, realisationsOf(dosesOfAll(spec, rows)));
  const interval = intervalOf(spec);
  const fit = methods[method](all, {interval, control: spec.control}, seed);
  const held = withoutDose(all, spec);
  const base = without(held.best, held.atStart);
  const parameters: AnswerParameter[] = fit.parameters;
  const df = parameters.length;
  const counted = df + (base.strata ?? 0);
  const gain = fit.logLik - held.best;
  const about = {
    method,
    count: fit.realisations,
    ...("effective" in fit && {effective: fit.effective}),
    ...("accepted" in fit && {accepted: fit.accepted}),
    ...("leftOut" in fit && {leftOut: fit.leftOut.length})
  };
  const outcome: Outcome = {
    n: base.n,
    events: base.events,
    personTime: base.personTime,
    strata: base.strata,
    nullLogLik: base.nullLogLik,
    converged: fit.converged,
    iterations: fit.iterations,
    df,
    parameters,
    vcov: fit.vcov,
    ...(spec.realisations && {realisations: about}),
    warnings: [...(base.warnings ?? []), ...fit.warnings]
  };
  if (isAverage(method)) return outcome;
  const logLik = base.logLik! + gain;
  return {
    ...outcome,
    logLik,
    aic: -2 * logLik + 2 * counted,
    bic: -2 * logLik + counted * log(base.counted),
    tests: {dose: likelihoodRatioTest(fit.logLik, held.best, likelihood.doses)}
  };
};

function refuse({model, excess, realisations, interval, ...spec}: FitSpec, method: Method): void {
  const no = (what: string, got: unknown) => {
    const where = realisations ? "with realisations" : `with an excess of ${model}`;
    throw new RangeError(`${what} ${where}; got ${JSON.stringify(got)}`);
  };
  if (isAverage(method) && interval?.methods?.includes("profile"))
    no(`interval.methods must be wald for ${method}, which has percentiles besides,`, interval.methods);
  for (const key of ["weights", "cluster", "robust", "curveAt"] as const)
    if (spec[key] !== undefined) no(`${key} must not be given`, spec[key]);
  if (spec.penalty === "firth") no("penalty must be none", spec.penalty);
  if (model === "logistic" && spec.offset !== undefined) no("offset must not be given", spec.offset);
  if (!excess) return;
  const {kind, alternatives} = excess;
  const {dose, shape = "linear"} = onePartOf(excess);
  if (alternatives) no("excess.alternatives must not be given", alternatives);
  if (spec.family !== undefined && spec.family !== "poisson") no("family must be poisson", spec.family);
  if (spec.bands) no("bands must not be given", spec.bands);
  if (kind === "absolute") no("excess.kind must be relative", kind);
  if (Array.isArray(dose) && dose.length > 1) no("excess.dose must be one", dose);
  if (!(shape in forms)) no(`excess.shape must be one of ${Object.keys(forms).join(", ")}`, shape);
}

/** The doses of every realisation, or the one dose of an excess that has none. */
function dosesOfAll({realisations, excess}: FitSpec, rows: Rows): Float64Array[] {
  if (!realisations) return dosesOf(rows, onePartOf(excess!).dose).map(({values}) => values);
  const {columns} = realisations;
  columns.forEach((name, k) => {
    if (columns.indexOf(name) !== k)
      throw new RangeError(`realisations.columns must be columns named once; got ${name} twice`);
  });
  const doses = columns.map((name) => notNegative(rows, name));
  if (doses.every((dose) => dose.every((value) => value === dose[0])))
    throw new RangeError(`realisations must vary from row to row; got ${doses[0][0]} in every row`);
  return doses;
}

const forms: Partial<Record<RealisedShape, Pick<DoseForm, "scale" | "degree">>> = {
  linear: {scale: "excess", degree: 1},
  "linear-quadratic": {scale: "excess", degree: 2},
  "linear-exponential": {scale: "linear-exponential", degree: 2},
  exponential: {scale: "log", degree: 1},
  "exponential-quadratic": {scale: "log", degree: 2}
};

/** The form of a spec's excess; a modifier that has the name of a background term as well is called `dose:name`. */
function formOf({excess, terms, loglinear}: FitSpec, rows: Rows): DoseForm {
  if (!excess) return {scale: "log", degree: 1};
  const {dose, shape = "linear", modifiers, interactions} = onePartOf(excess);
  const [one] = [dose].flat();
  const name = typeof one === "string" ? one : (one.name ?? one.expression);
  const taken = designOf(rows, terms ?? loglinear)?.names ?? [];
  const z = designOf(rows, modifiers);
  return {
    name,
    ...forms[shape]!,
    interactions: designOf(rows, interactions),
    modifiers: z && {
      names: z.names.map((other) => (taken.includes(other) ? `${name}:${other}` : other)),
      columns: z.columns
    }
  };
}

/** The largest log-likelihood without a dose, and that at the start, of no term. */
function withoutDose({likelihood, mean}: Ensemble, {control}: FitSpec) {
  const {evaluate} = likelihood.given(mean);
  const held = Array.from({length: likelihood.doses}, (_, k) => k);
  const atStart = evaluate(likelihood.start)!.logLik;
  const best =
    held.length < likelihood.names.length
      ? newton(evaluate, likelihood.start, {...control, held}).logLik
      : atStart;
  return {best, atStart};
}
