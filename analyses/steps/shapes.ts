import {likelihoodRatioTest} from "../../src/stats/inference/likelihoodRatio.js";
import {
  categorical,
  type DoseShape,
  linear,
  linearExponential,
  linearQuadratic,
  quadratic,
  threshold
} from "../../src/stats/poisson/doseShape.js";
import type {PoissonFit} from "../../src/stats/poisson/poissonRegression.js";
import {ConvergenceError} from "../../src/stats/result/errors.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseResponse, fitExcess} from "../designs/doseResponse.js";
import {notable} from "./trend.js";

const columns: Column[] = [
  {name: "shape", label: "Shape", type: "text"},
  {name: "formula", label: "Excess relative risk", type: "text"},
  {name: "beta", label: "β", type: "number", digits: 3},
  {name: "bend", label: "β₂, δ or τ", type: "number", digits: 3},
  {name: "parameters", label: "Parameters", type: "number"},
  {name: "deviance", label: "Deviance", type: "number", digits: 7, decimals: 1},
  {name: "aic", label: "AIC", type: "number", digits: 7, decimals: 1},
  {name: "improvement", label: "Better than linear by", type: "number", digits: 3, decimals: 2},
  {name: "p", label: "p", type: "p"}
];

/** How the trend bends: the fit of each shape of the dose-response beside the straight line. */
export function shapes(design: DoseResponse): Step {
  return (study) => {
    const shaped = (shape: DoseShape) => fitExcess(study, design, {shape, methods: ["wald"]});
    const straight = shaped(linear());
    // Doses are in mGy; factors turn the parameters into units of 100 mGy, but for the threshold.
    const curved: [string, string, DoseShape, boolean, number[]][] = [
      ["linear-quadratic", "β d + β₂ d²", linearQuadratic(), true, [100, 10000]],
      ["linear-exponential", "β d exp(δ d)", linearExponential(), true, [100, 100]],
      ["linear above a threshold", "β max(0, d − τ)", threshold(), true, [100, 1]],
      ["quadratic", "β d²", quadratic(), false, [10000]],
      ["dose bands", "one value a band", categorical(design.doseBands.slice(1)), false, []]
    ];
    const warnings: string[] = [];
    const row = (name: string, formula: string, fit: PoissonFit, per: number[]): Cell[] => [
      name,
      formula,
      ...[0, 1].map((k) => {
        const value = k < per.length ? fit.parameters[k].estimate * per[k] : Number.NaN;
        return Number.isFinite(value) ? value : null;
      }),
      fit.df,
      fit.deviance!,
      fit.aic
    ];
    const rows = curved.map(([name, formula, shape, nested, per]): Cell[] => {
      const bent = settled(() => shaped(shape));
      if (!bent) {
        warnings.push(`${name}: the fit did not settle and is not shown`);
        return [name, formula, null, null, null, null, null, null, null];
      }
      for (const warning of notable(bent.warnings)) warnings.push(`${name}: ${warning}`);
      const gain = 2 * (bent.logLik - straight.logLik);
      const extra = bent.df - straight.df;
      const p = nested && extra > 0 ? likelihoodRatioTest(bent.logLik, straight.logLik, extra).p : null;
      return [...row(name, formula, bent, per), gain, p];
    });
    return {
      kind: "table",
      caption: `Shapes of the dose-response of ${design.outcome.label}.`,
      columns,
      rows: [[...row("linear", "β d", straight, [100]), null, null], ...rows],
      notes: [
        "β and δ per 100 mGy, β₂ and the β of the quadratic per (100 mGy)², the threshold τ in mGy.",
        "AIC counts the stratum parameters, which all shapes share; a lower AIC is better.",
        "p by likelihood ratio where the straight line is a special case of the shape."
      ],
      warnings
    };
  };
}

/** What `fitting` gives, or `null` where the search did not settle. */
function settled(fitting: () => PoissonFit): PoissonFit | null {
  try {
    return fitting();
  } catch (error) {
    if (error instanceof ConvergenceError) return null;
    throw error;
  }
}
