import {sampleStandardDeviation} from "simple-statistics";
import {exp, log} from "../../src/stats/numeric/elementary.js";
import type {Cell, Column, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {conversion} from "../definitions/conversion.js";
import type {Organ} from "../definitions/organs.js";
import {code} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import {holds} from "./covers.js";
import {spreadInterval} from "./spreadInterval.js";

/** The dose per unit of PKA to a child of 10 kg, mGy per Gy·cm². */
export function dosePerPka(organ: Organ): Step {
  return (study) => {
    const [intercept] = conversion(study, organ).parameters;
    const {lower, upper} = intercept.wald!;
    const estimate: Estimate = {
      kind: "estimate",
      label: `Dose to the ${organ.label} per PKA`,
      value: exp(intercept.estimate),
      lower: exp(lower),
      upper: exp(upper),
      level: 0.95,
      unit: "mGy per Gy·cm²",
      digits: 3
    };
    return estimate;
  };
}

/** What made the synthetic doses. */
export interface MadeConversion {
  marrowPerPka: number;
  weightPower: number;
  residualSd: number;
  organSd: number;
}

/** Every coefficient of the regression, beside what made synthetic data where that is known. */
export function conversionTable(organ: Organ, made: MadeConversion): Step {
  return (study) => {
    const {parameters, sigma, n} = conversion(study, organ);
    const spread = spreadInterval(sigma, n - parameters.length);
    const known: Record<string, number> = {
      "(Intercept)": log(made.marrowPerPka),
      "log PKA": 1,
      "log weight": made.weightPower
    };
    const labels: Record<string, string> = {
      "(Intercept)": "log dose at 1 Gy·cm², 10 kg, diagnostic",
      "log PKA": "power of PKA",
      "log weight": "power of weight"
    };
    const told = study.truth !== null && organ.name === "marrow";
    return {
      kind: "table",
      caption: `Regression of the logarithm of dose to the ${organ.label} on dose indicator, weight and class.`,
      columns: [
        {name: "term", label: "Term", type: "text"},
        {name: "estimate", label: "Coefficient", type: "number", digits: 4},
        {name: "lower", label: "lower", type: "number", digits: 4},
        {name: "upper", label: "upper", type: "number", digits: 4},
        ...(told
          ? ([
              {name: "truth", label: "Made with", type: "number", digits: 3},
              {name: "covered", label: "In the interval", type: "text"}
            ] satisfies Column[])
          : [])
      ],
      rows: [
        ...parameters.map(({term, estimate, wald}): Cell[] => {
          const label = labels[term] ?? `class: ${term}`;
          const row: Cell[] = [label, estimate, wald!.lower, wald!.upper];
          if (!told) return row;
          const truth = known[term] ?? 0;
          return [...row, truth, holds(truth, wald!) ? "yes" : "no"];
        }),
        [
          "residual SD",
          sigma,
          spread.lower,
          spread.upper,
          ...(told ? [made.residualSd, holds(made.residualSd, spread) ? "yes" : "no"] : [])
        ]
      ]
    };
  };
}

/** The conversion of every organ in one line: dose per PKA, powers of PKA and weight, what remains. */
export function conversionByOrgan(organs: readonly Organ[]): Step {
  const figure = (name: string, label: string, unit?: string): Column => ({
    name,
    label,
    type: "number",
    unit,
    digits: 3
  });
  return (study) => ({
    kind: "table",
    caption: "From kerma-area product to dose: what the extract implies, by organ.",
    columns: [
      {name: "organ", label: "Organ", type: "text"},
      {name: "procedures", label: "Procedures", type: "count"},
      figure("factor", "Dose per PKA at 10 kg", "mGy per Gy·cm²"),
      figure("pka", "Power of PKA"),
      figure("weight", "Power of weight"),
      figure("sd", "Residual SD of log dose"),
      figure("r2", "R²", "%")
    ],
    rows: organs.map((organ): Cell[] => {
      const {parameters, sigma, rSquared, n} = conversion(study, organ);
      const [intercept, pka, weight] = parameters;
      return [organ.label, n, exp(intercept.estimate), pka.estimate, weight.estimate, sigma, 100 * rSquared];
    }),
    partition: "organ"
  });
}

/** Median and spread of the organ dose by equipment, of procedures with a recorded and with an imputed product. */
export function measuredAgainstImputed(organ: Organ): Step {
  return (study) => {
    const table = study.table("procedures");
    const dose = table.numbers(organ.procedureColumn);
    const era = table.factor("era");
    const source = table.factor("dose_source");
    const rows = procedures(study).order;
    const eras = ["film", "image intensifier", "flat panel", "dose-optimised flat panel"];
    return {
      kind: "table",
      caption: `Dose to the ${organ.label} from one procedure with a recorded and with an imputed kerma-area product.`,
      columns: [
        {name: "era", label: "Equipment", type: "text"},
        {name: "source", label: "Product", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        {name: "median", label: "Median dose", type: "number", unit: "mGy", digits: 3, from: ["procedures"]},
        {name: "sd", label: "SD of log dose", type: "number", digits: 3, from: ["procedures"]}
      ],
      rows: eras.flatMap((name) =>
        ["measured", "imputed"].map((kind): Cell[] => {
          const wanted = code(source, kind);
          const own = rows.filter(
            (row) => source.codes[row] === wanted && era.levels[era.codes[row]] === name && dose[row] > 0
          );
          if (own.length < 2) return [name, kind, own.length, null, null];
          const logs = Array.from(own, (row) => log(dose[row])).sort((a, b) => a - b);
          const median = exp(logs[Math.floor(logs.length / 2)]);
          return [name, kind, own.length, median, sampleStandardDeviation(logs)];
        })
      ),
      partition: "era"
    };
  };
}
