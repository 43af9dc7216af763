/** A value of a column, as a spec names it. */
export type Level = string | number | boolean;

/** An expression on columns, with a name of its own or its text for one. */
export interface Expression {
  name?: string;
  expression: string;
}

/** One term of a model, as `data/schema/fit-spec.json` describes it. */
export type Term =
  | string
  | Expression
  | {
      column: string;
      name?: string;
      as?: "number" | "category" | "spline";
      reference?: Level;
      knots?: number[] | number;
    };

/** The form of a dose-response. */
export type ShapeName =
  | "linear"
  | "quadratic"
  | "linear-quadratic"
  | "linear-exponential"
  | "threshold"
  | "categorical"
  | "piecewise-linear"
  | "spline";

/** The form of a dose-response of realisations, or of one dose in a model that has no other: 1 + f, or exp(f). */
export type RealisedShape = ShapeName | "exponential" | "exponential-quadratic";

/** One part of an excess: doses of one shape that are added, and what multiplies their sum. */
export interface ExcessPartSpec {
  dose: string | Expression | (string | Expression)[];
  shape?: RealisedShape;
  cuts?: number[];
  knots?: number[];
  modifiers?: Term[];
  linearModifiers?: Term[];
  interactions?: Term[];
}

/** How an excess depends on dose: one part, or several under `parts`. */
export interface ExcessSpec extends Partial<ExcessPartSpec> {
  kind?: "relative" | "absolute";
  parts?: ExcessPartSpec[];
  joint?: "additive" | "multiplicative" | "mixture";
  alternatives?: ShapeName[];
}

/** What `harmonic fit` is to fit. The schema says which keys a model has; here they are all optional. */
export interface FitSpec {
  model: string;
  data?: string;
  response: {
    events?: string;
    personTime?: string;
    rate?: string;
    expected?: string;
    start?: string;
    stop?: string;
    status?: string;
    event?: Level;
    competing?: Level | Level[];
    case?: string;
    set?: string;
    trials?: string;
    value?: string;
    estimate?: string;
    se?: string;
  };
  /** Response, strata, terms and excess in one line; `expandFormula` writes it out. */
  formula?: string;
  where?: string;
  define?: Record<string, string>;
  strata?: string[];
  groups?: string | string[];
  loglinear?: Term[];
  terms?: Term[];
  excess?: ExcessSpec | null;
  ties?: "efron" | "breslow" | "exact";
  penalty?: "none" | "firth";
  weights?: string;
  cluster?: string;
  robust?: boolean;
  censoring?: "with-events" | "after-events";
  proportionalHazards?: "km" | "rank" | "identity" | "log";
  curveAt?: Record<string, number>;
  offset?: string;
  family?: "poisson" | "negative-binomial" | "quasi-poisson";
  bands?: number[];
  interval?: {
    level?: number;
    /** Whether the level is that of the interval or of each bound alone; the latter is rewritten to the former. */
    sides?: "two" | "one";
    methods?: ("wald" | "score" | "profile" | "exact" | "byar" | "mid-p")[];
    transform?: "plain" | "log" | "log-log";
  };
  control?: {tolerance?: number; maxIterations?: number};
  realisations?: {columns: string[]; method: "rc" | "erc" | "mcml" | "fma" | "bma"; seed?: number};
  restrictedTo?: number;
  "fleming-harrington"?: [number, number];
  trend?: string;
  method?: "fixed" | "dersimonian-laird" | "reml";
  hartungKnapp?: boolean;
}
