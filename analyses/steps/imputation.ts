import {exp, log} from "../../src/stats/numeric/elementary.js";
import {crossValidation} from "../../src/stats/regression/crossValidation.js";
import {predictionError} from "../../src/stats/regression/predictionError.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {equipment} from "../definitions/equipment.js";
import {equipmentUsed} from "../definitions/equipmentUsed.js";
import {type Imputation, imputedDoses, productModel, withoutProduct} from "../definitions/imputation.js";
import type {Organ} from "../definitions/organs.js";
import {personRows, persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";

const z = 1.959963984540054;
const figure = (name: string, label: string, digits: number, unit?: string): Column => ({
  name,
  label,
  type: "number",
  unit,
  digits,
  from: ["procedures"]
});

/** What an imputed product rests on: powers of time and weight, ratios of equipment and class, spread of centres. */
export function imputationTable(): Step {
  return (study) => {
    const {fit, places} = productModel(study);
    const {centre} = persons(study);
    const labels: Record<string, string> = {
      "(Intercept)": "product at 10 minutes and 10 kg, film, diagnostic (Gy·cm²)",
      fluoroscopy: "power of fluoroscopy time",
      weight: "power of weight"
    };
    const shown = fit.parameters.filter(({term}) => !centre.levels.includes(term));
    const centres = fit.parameters.filter(({term}) => centre.levels.includes(term));
    const logs = [0, ...centres.map(({estimate}) => estimate).filter((value) => !Number.isNaN(value))];
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const sd = Math.sqrt(
      logs.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (logs.length - 1)
    );
    return {
      kind: "table",
      caption:
        "The kerma-area product by what else was recorded: powers of time and weight, ratios of the others.",
      columns: [
        {name: "term", label: "Term", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        figure("value", "Power or ratio", 3),
        figure("lower", "lower", 3),
        figure("upper", "upper", 3)
      ],
      rows: shown.map(({term, estimate, wald}): Cell[] => {
        const isPower = term === "fluoroscopy" || term === "weight";
        const at = (value: number) => (isPower ? value : exp(value));
        return [labels[term] ?? term, places.length, at(estimate), at(wald!.lower), at(wald!.upper)];
      }),
      notes: [
        `Centres differ by a factor of ${exp(sd).toFixed(2)} and single procedures beyond all this by one of ${exp(fit.sigma).toFixed(2)} (standard deviations of the logarithm).`
      ]
    };
  };
}

/** Predictions of every recorded product by the procedures of other children. */
function heldOut(study: Study, folds: number) {
  return study.once(`held-out products ${folds}`, () => {
    const {places, value, terms} = productModel(study);
    const {order} = procedures(study);
    const person = personRows(study, "procedures");
    const fold = places.map((place) => person[order[place]] % folds);
    return {places, value, predictions: crossValidation({value, terms, fold})};
  });
}

/** The factor within which 95 % of the recorded products lie from what the procedures of other children foretell. */
export function imputationFactor(folds: number): Step {
  return (study) => {
    const {value, predictions} = heldOut(study, folds);
    const {n, rmse} = predictionError(value, predictions);
    return {
      kind: "estimate",
      label: "Factor within which 95 % of imputed products lie",
      value: exp(z * rmse),
      digits: 2,
      cases: n
    };
  };
}

/** How well recorded products are foretold by the regression on those of other children, by equipment. */
export function imputationError(folds: number): Step {
  return (study) => {
    const {places, value, predictions} = heldOut(study, folds);
    const used = equipmentUsed(study);
    const {levels} = study.table("procedures").factor("era");
    const groups: [string, (place: number) => boolean][] = [
      ["all", () => true],
      ...equipment.map((name): [string, (place: number) => boolean] => [
        name,
        (place) => levels[used[place]] === name
      ])
    ];
    return {
      kind: "table",
      caption: `Recorded products foretold from the procedures of other children, the children in ${folds} parts, each foretold by the others.`,
      columns: [
        {name: "equipment", label: "Equipment", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        figure("bias", "Foretold over recorded", 4),
        figure("factor", "95 % lie within a factor of", 3),
        figure("r2", "R² of the logarithm", 3, "%"),
        figure("coverage", "In their 95 % interval", 4, "%")
      ],
      rows: groups.flatMap(([name, of]): Cell[][] => {
        const rows = Array.from(places.keys()).filter((i) => of(places[i]));
        if (rows.length === 0) return [];
        const {n, bias, rmse, rSquared, coverage} = predictionError(value, predictions, rows);
        return [[name, n, exp(bias), exp(z * rmse), 100 * rSquared, 100 * coverage]];
      }),
      notes: [
        "Foretold over recorded is the ratio of geometric means; 1 is no bias. Only procedures with a recorded weight and fluoroscopy time."
      ]
    };
  };
}

/** Organ dose of the procedures without a product, as the extract has it and imputed anew, by equipment. */
export function imputedDoseTable(organ: Organ, imputation: Imputation): Step {
  return (study) => {
    const {order} = procedures(study);
    const recorded = study.table("procedures").numbers(organ.procedureColumn);
    const used = equipmentUsed(study);
    const {levels} = study.table("procedures").factor("era");
    const {read, rows, count} = imputedDoses(study, organ, imputation);
    const lacking = withoutProduct(study);
    const groups = equipment.map((name) => lacking.filter((place) => levels[used[place]] === name));
    const dose = new Float64Array(rows);
    const seen = groups.map(() => ({mean: [] as number[], spread: [] as number[]}));
    for (let r = 0; r < count; ++r) {
      read(r, dose);
      groups.forEach((places, g) => {
        if (places.length < 2) return;
        seen[g].mean.push(meanOf(places, (place) => dose[place]));
        seen[g].spread.push(spreadOf(places, (place) => log(dose[place])));
      });
    }
    return {
      kind: "table",
      caption: `Dose to the ${organ.label} from procedures without a recorded product: as the extract has it, and imputed ${count} times.`,
      columns: [
        {name: "equipment", label: "Equipment", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        figure("recorded", "Mean in the extract", 3, "mGy"),
        figure("imputed", "Mean imputed", 3, "mGy"),
        figure("between", "Its SD over imputations", 2, "%"),
        figure("recorded-spread", "SD of log dose, extract", 3),
        figure("imputed-spread", "SD of log dose, imputed", 3)
      ],
      rows: groups.flatMap((places, g): Cell[][] => {
        if (places.length < 2) return [];
        const {mean, spread} = seen[g];
        const average = meanOf(mean, (value) => value);
        return [
          [
            equipment[g],
            places.length,
            meanOf(places, (place) => recorded[order[place]]),
            average,
            (100 * spreadOf(mean, (value) => value)) / average,
            spreadOf(places, (place) => log(recorded[order[place]])),
            meanOf(spread, (value) => value)
          ]
        ];
      })
    };
  };
}

function meanOf<T>(items: ArrayLike<T>, value: (item: T) => number): number {
  let sum = 0;
  for (let i = 0; i < items.length; ++i) sum += value(items[i]);
  return sum / items.length;
}

function spreadOf<T>(items: ArrayLike<T>, value: (item: T) => number): number {
  const mean = meanOf(items, value);
  const square = meanOf(items, (item) => (value(item) - mean) * (value(item) - mean));
  return Math.sqrt((square * items.length) / (items.length - 1));
}
