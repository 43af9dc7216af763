import type {Parameter, Test} from "../src/stats/result/fit.js";

/** An interval of a parameter; a bound that could not be computed is null. */
interface Bounds {
  lower: number | null;
  upper: number | null;
}

/** Bounds that are searched for, and what came of it. */
interface LikelihoodBounds extends Bounds {
  status: {lower: string; upper: string};
  reason?: {lower?: string; upper?: string};
}

/** The columns of a curve, all of one length. */
export type Curve = Record<string, (number | string | null)[]>;

/** One parameter as it is printed: a figure that does not exist or is not finite is null. */
export interface AnswerParameter {
  term: string;
  estimate: number | null;
  se: number | null;
  statistic: number | null;
  p: number | null;
  wald?: Bounds;
  score?: LikelihoodBounds;
  profile?: LikelihoodBounds;
  /** Interval of a standardised ratio, under the name of its method. */
  exact?: Bounds;
  byar?: Bounds;
  "mid-p"?: Bounds;
  /** Interval between percentiles of the distribution averaged over realisations. */
  percentile?: Bounds;
  /** Of a posterior. */
  median?: number | null;
  /** How well the chains of a posterior agree on it, and how many independent draws they are worth. */
  rHat?: number | null;
  ess?: number | null;
}

/** The realisations of dose that a fit rests on. */
export interface RealisationsUsed {
  method: string;
  count: number;
  /** How many carry the weight, 1 / Σ w². */
  effective?: number;
  /** Share of proposals accepted. */
  accepted?: number;
  /** Realisations without a maximum. */
  leftOut?: number;
}

/** What a model answers: a Fit, or the part of it that makes sense, and what it has besides. */
export interface Outcome {
  converged?: boolean;
  iterations?: number;
  n: number;
  events?: number;
  personTime?: number;
  logLik?: number;
  nullLogLik?: number;
  deviance?: number;
  nullDeviance?: number;
  dispersion?: number;
  residualDf?: number;
  sigma?: number;
  rSquared?: number;
  df?: number;
  strata?: number;
  aic?: number;
  bic?: number;
  parameters?: (Parameter | AnswerParameter)[];
  vcov?: number[][];
  tests?: Record<string, Test>;
  equation?: string;
  alternatives?: Record<string, unknown>[];
  curve?: Record<string, ArrayLike<number | string>>;
  groups?: Record<string, unknown>[];
  heterogeneity?: Record<string, unknown>;
  realisations?: RealisationsUsed;
  warnings?: string[];
}

/** What `harmonic fit` prints, as `data/schema/fit-answer.json` describes it. */
export interface Answer {
  model: string;
  converged: boolean;
  iterations: number;
  n: number;
  events: number | null;
  personTime?: number | null;
  logLik: number | null;
  nullLogLik: number | null;
  deviance?: number | null;
  nullDeviance?: number | null;
  dispersion?: number | null;
  residualDf?: number;
  sigma?: number | null;
  rSquared?: number | null;
  df: number;
  strata?: number;
  aic: number | null;
  bic: number | null;
  equation?: string;
  interval?: {level: number; oneSided: number};
  parameters: AnswerParameter[];
  vcov: (number | null)[][];
  tests: Record<string, {statistic: number | null; df: number | null; p: number | null}>;
  alternatives?: Record<string, unknown>[];
  curve?: Curve;
  groups?: Record<string, unknown>[];
  heterogeneity?: Record<string, unknown>;
  realisations?: RealisationsUsed;
  warnings: string[];
  elapsedMs: number;
}

/**
 * The answer in one shape for every model, fit for JSON: figures are unrounded, and those that are not
 * finite are null.
 */
export function answerOf(
  model: string,
  outcome: Outcome,
  warnings: readonly string[],
  elapsedMs: number,
  level?: number
): Answer {
  const {curve, groups, heterogeneity, realisations, equation, alternatives, ...fit} = outcome;
  const given = Object.fromEntries(
    optional.flatMap((key) => (fit[key] === undefined ? [] : [[key, fit[key]]]))
  );
  return plain({
    model,
    converged: fit.converged ?? true,
    iterations: fit.iterations ?? 0,
    n: fit.n,
    events: fit.events ?? null,
    logLik: fit.logLik ?? null,
    nullLogLik: fit.nullLogLik ?? null,
    df: fit.df ?? 0,
    aic: fit.aic ?? null,
    bic: fit.bic ?? null,
    ...given,
    equation,
    interval: level === undefined ? undefined : {level, oneSided: (1 + level) / 2},
    parameters: fit.parameters ?? [],
    vcov: fit.vcov ?? [],
    tests: Object.fromEntries(
      Object.entries(fit.tests ?? {}).map(([name, {statistic, df, p}]) => [name, {statistic, df, p}])
    ),
    alternatives,
    curve,
    groups,
    heterogeneity,
    realisations,
    warnings: [...new Set([...warnings, ...(fit.warnings ?? [])])],
    elapsedMs
  }) as Answer;
}

/** Figures that some models have. */
const optional = [
  "personTime",
  "strata",
  "deviance",
  "nullDeviance",
  "dispersion",
  "residualDf",
  "sigma",
  "rSquared"
] as const;

/** Typed arrays as arrays, what is not finite as null, what is undefined left out. */
function plain(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}
