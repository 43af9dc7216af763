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
    const curved: [string, string, DoseShape, boolean][] = [
      ["linear-quadratic", "β d + β₂ d²", linearQuadratic(), true],
      ["linear-exponential", "β d exp(δ d)", linearExponential(), true],
      ["linear above a threshold", "β max(0, d − τ)", threshold(), true],
      ["quadratic", "β d²", quadratic(), false],
      ["dose bands", "one value a band", categorical(design.doseBands.slice(1)), false]
    ];
    const warnings: string[] = [];
    const row = (name: string, formula: string, {df, deviance, aic}: PoissonFit): Cell[] => [
      name,
      formula,
      df,
      deviance!,
      aic
    ];
    const rows = curved.map(([name, formula, shape, nested]): Cell[] => {
      const bent = settled(() => shaped(shape));
      if (!bent) {
        warnings.push(`${name}: the fit did not settle and is not shown`);
        return [name, formula, null, null, null, null, null];
      }
      for (const warning of notable(bent.warnings)) warnings.push(`${name}: ${warning}`);
      const gain = 2 * (bent.logLik - straight.logLik);
      const extra = bent.df - straight.df;
      const p = nested && extra > 0 ? likelihoodRatioTest(bent.logLik, straight.logLik, extra).p : null;
      return [...row(name, formula, bent), gain, p];
    });
    return {
      kind: "table",
      caption: `Shapes of the dose-response of ${design.outcome.label}.`,
      columns,
      rows: [[...row("linear", "β d", straight), null, null], ...rows],
      notes: [
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
