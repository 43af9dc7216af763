import type {FitSpec} from "../../fit/spec/fitSpec.js";
import type {RiskAt} from "../../src/components/refitCurve.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import type {FittedParameter, Recomputable, SlopeRange} from "../../src/stats/result/recomputable.js";
import type {Cell, TableData} from "../../src/stats/result/report.js";
import {poissonInterval} from "../../src/stats/sir/poissonInterval.js";
import {fitPublished} from "./fitPublished.js";
import {slopeRange} from "./fitTables.js";

/** Shapes of the dose-response among which a reader may choose. */
export const refitShapes = ["linear", "linear-quadratic", "quadratic", "linear-exponential"] as const;

/** What a reader chooses. */
export interface RefitChoices {
  lag: number;
  /** Cells that reach beyond this dose are left out; `Infinity` keeps all. */
  below: number;
  shape: (typeof refitShapes)[number];
  /** What has a background of its own. */
  strata: readonly ("transplant" | "age")[];
}

/** A refit of published cells: parameters, the curve with its pointwise interval, and cells beside it. */
export interface Refitted {
  parameters: FittedParameter[];
  cells: number;
  cases: number;
  curve: RiskAt[];
  /** Observed over fitted background cases in each dose band, with exact intervals. */
  points: RiskAt[];
  /** Over all counts that the published ones stand for, where the shape is a straight line. */
  range?: SlopeRange;
}

/** The model of some choices, in the language of `harmonic fit`; doses are in units of `per`. */
export function refitSpec({lag, below, shape, strata}: RefitChoices, per: number): FitSpec {
  return {
    model: "poisson",
    response: {events: "cases", personTime: "pyr"},
    where: below === Infinity ? `lag == ${lag}` : `lag == ${lag} and to <= ${below}`,
    ...(strata.length > 0 && {strata: [...strata]}),
    excess: {dose: {name: "ERR", expression: `dose / ${per}`}, shape}
  };
}

/**
 * Fits the published cells under a reader's choices. The curve's interval is that of the slope's profile for
 * one slope, and pointwise by the delta method for two parameters.
 * @throws RangeError when the choices leave no two doses.
 */
export function refitCells(
  data: TableData,
  choices: RefitChoices,
  per: number,
  rounding: Recomputable["rounding"]
): Refitted {
  const at = Object.fromEntries(data.columns.map(({name}, j) => [name, j]));
  const within = (to: Cell) => choices.below === Infinity || (typeof to === "number" && to <= choices.below);
  const rows = data.rows.filter((row) => row[at["lag"]] === choices.lag && within(row[at["to"]]));
  const chosen = {...data, rows};
  const spec = refitSpec({...choices, below: Infinity}, per);
  const {parameters: all, vcov, background} = fitPublished(chosen, spec);
  // A background without strata has a parameter of its own, after those of the excess.
  const parameters = all.slice(0, /^linear-/.test(choices.shape) ? 2 : 1);
  const figure = (name: string) => rows.map((row) => row[at[name]] as number);
  const [dose, cases] = [figure("dose"), figure("cases")];
  const range = choices.shape === "linear" ? slopeRange(chosen, spec, rounding) : undefined;
  const end = Math.max(...dose);
  const curve = Array.from({length: 41}, (_, k) =>
    riskAt((end * k) / 40, choices.shape, parameters, vcov, per)
  );
  return {
    parameters,
    cells: rows.length,
    cases: cases.reduce((sum, value) => sum + value, 0),
    curve,
    points: pointsOf(figure("from"), dose, figure("pyr"), cases, background),
    ...(range && {range})
  };
}

function riskAt(
  dose: number,
  shape: RefitChoices["shape"],
  parameters: readonly FittedParameter[],
  vcov: readonly (readonly (number | null)[])[],
  per: number
): RiskAt {
  const d = dose / per;
  const [first, second] = parameters.map(({estimate}) => estimate ?? Number.NaN);
  if (shape === "linear" || shape === "quadratic") {
    const by = shape === "linear" ? d : d * d;
    const bound = (value: number | null) => (value === null ? null : 1 + value * by);
    return {dose, rr: 1 + first * by, lower: bound(parameters[0].lower), upper: bound(parameters[0].upper)};
  }
  const bend = shape === "linear-exponential" ? exp(second * d) : 1;
  const gradient = shape === "linear-quadratic" ? [d, d * d] : [d * bend, first * d * d * bend];
  const rr = 1 + (shape === "linear-quadratic" ? first * d + second * d * d : first * d * bend);
  const variance = gradient.reduce(
    (sum, a, i) => sum + gradient.reduce((own, b, j) => own + a * b * (vcov[i][j] ?? Number.NaN), 0),
    0
  );
  const half = 1.959963984540054 * Math.sqrt(variance);
  const known = Number.isFinite(half);
  return {dose, rr, lower: known ? rr - half : null, upper: known ? rr + half : null};
}

/** Cells with the same lower edge as one point. */
function pointsOf(
  from: readonly number[],
  dose: readonly number[],
  pyr: readonly number[],
  cases: readonly number[],
  background: ArrayLike<number>
): RiskAt[] {
  const sums = new Map<number, {dose: number; pyr: number; cases: number; background: number}>();
  from.forEach((edge, i) => {
    const sum = sums.get(edge) ?? {dose: 0, pyr: 0, cases: 0, background: 0};
    sums.set(edge, {
      dose: sum.dose + pyr[i] * dose[i],
      pyr: sum.pyr + pyr[i],
      cases: sum.cases + cases[i],
      background: sum.background + background[i]
    });
  });
  return [...sums.values()]
    .filter((sum) => sum.background > 0)
    .map((sum) => {
      const {lower, upper} = poissonInterval(sum.cases);
      const over = (count: number) => count / sum.background;
      return {dose: sum.dose / sum.pyr, rr: over(sum.cases), lower: over(lower), upper: over(upper)};
    })
    .sort((a, b) => a.dose - b.dose);
}
