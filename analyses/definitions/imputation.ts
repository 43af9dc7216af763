import {isPlausibleWeight} from "../../loaders/check/weightForAge.js";
import {stream} from "../../loaders/synthetic/stream.js";
import type {Realisations} from "../../src/stats/dose/realisations.js";
import {exp, log} from "../../src/stats/numeric/elementary.js";
import {type LinearDraw, linearDraws} from "../../src/stats/regression/linearDraws.js";
import {type LinearFit, linearRegression} from "../../src/stats/regression/linearRegression.js";
import type {Study} from "../study.js";
import {conversion} from "./conversion.js";
import {centreOf, equipmentUsed} from "./equipmentUsed.js";
import type {Organ} from "./organs.js";
import {personRows, persons} from "./persons.js";
import {procedures} from "./procedures.js";

/** How often missing products are imputed, and from which seed. */
export interface Imputation {
  imputations: number;
  seed: number;
}

/** What is known of each procedure, in the order of `procedures(study).order`; NaN where it is not recorded. */
interface Known {
  /** Logarithms of weight (of 10 kg), fluoroscopy time (of 10 min) and kerma-area product (of 1 Gy·cm²). */
  weight: Float64Array;
  minutes: Float64Array;
  product: Float64Array;
  /** Logarithm of age plus a quarter of a year. */
  age: Float64Array;
  kind: Int32Array;
  equipment: Int32Array;
  centre: Int32Array;
  /** 1 where the child came down with the outcome that the doses are for, else 0. */
  case: Float64Array;
}
type Imputed = "weight" | "minutes" | "product";

interface Term {
  name: string;
  of: (known: Known, place: number) => number;
}

function known(study: Study): Known {
  return study.once("what is known of each procedure", () => {
    const table = study.table("procedures");
    const {order, day} = procedures(study);
    const person = personRows(study, "procedures");
    const {birth} = persons(study);
    const weight = table.numbers("weight_kg");
    const logOf = (column: Float64Array, unit: number) =>
      Float64Array.from(order, (row) => (column[row] > 0 ? log(column[row] / unit) : Number.NaN));
    const years = Float64Array.from(order, (row) => Math.max(0, (day[row] - birth[person[row]]) / 365.25));
    const weights = logOf(weight, 10).map((value, k) =>
      isPlausibleWeight(weight[order[k]], years[k]) ? value : Number.NaN
    );
    return {
      weight: weights,
      minutes: logOf(table.numbers("fluoroscopy_min"), 10),
      product: logOf(table.numbers("pka_gycm2"), 1),
      age: years.map((age) => log(age + 0.25)),
      kind: order.map((row) => table.factor("class").codes[row]),
      equipment: equipmentUsed(study),
      centre: centreOf(study),
      case: new Float64Array(order.length)
    };
  });
}

/** One term for each level but the first. */
function levelTerms(column: "kind" | "equipment" | "centre", levels: readonly string[]): Term[] {
  return levels.slice(1).map((name, k) => ({
    name,
    of: (all, place) => Number(all[column][place] === k + 1)
  }));
}

/** What each variable is regressed on; those before it in the chain may stand among them. */
function termsOf(study: Study, variable: Imputed): Term[] {
  const table = study.table("procedures");
  const kind = levelTerms("kind", table.factor("class").levels);
  const equipment = levelTerms("equipment", table.factor("era").levels);
  const weight: Term = {name: "weight", of: (all, place) => all.weight[place]};
  if (variable === "weight")
    return [1, 2, 3].map((power) => ({
      name: `age ${power}`,
      of: ({age}, place) =>
        Array<number>(power)
          .fill(age[place])
          .reduce((product, value) => product * value, 1)
    }));
  if (variable === "minutes") return [weight, ...equipment, ...kind];
  const minutes: Term = {name: "fluoroscopy", of: (all, place) => all.minutes[place]};
  return [minutes, weight, ...equipment, ...kind, ...levelTerms("centre", persons(study).centre.levels)];
}

/** A regression of one variable over the procedures that have it and all that it is regressed on. */
export interface ImputationModel {
  places: Int32Array;
  value: Float64Array;
  terms: {names: string[]; columns: Float64Array[]};
  fit: LinearFit;
}

function modelOf(study: Study, variable: Imputed, all: Known, more: Term[] = []): ImputationModel {
  const terms = [...termsOf(study, variable), ...more];
  const needs = {
    weight: ["weight"],
    minutes: ["minutes", "weight"],
    product: ["product", "minutes", "weight"]
  };
  const columns = needs[variable].map((name) => all[name as Imputed]);
  const places = Int32Array.from(all.product.keys()).filter((place) =>
    columns.every((column) => !Number.isNaN(column[place]))
  );
  const value = Float64Array.from(places, (place) => all[variable][place]);
  const design = {
    names: terms.map(({name}) => name),
    columns: terms.map(({of}) => Float64Array.from(places, (place) => of(all, place)))
  };
  return {places, value, terms: design, fit: linearRegression({value, terms: design})};
}

/**
 * The regression by which a missing product is imputed: log PKA on log fluoroscopy time, log weight, equipment, class
 * of procedure and centre, over the procedures that have all of them.
 */
export function productModel(study: Study): ImputationModel {
  return modelWithout(study, "product");
}

/** The regression of a variable that knows of no outcome. */
function modelWithout(study: Study, variable: Imputed): ImputationModel {
  return study.once(`imputation of ${variable}`, () => modelOf(study, variable, known(study)));
}

/** Places of the procedures without a recorded product. */
export function withoutProduct(study: Study): Int32Array {
  const {product} = known(study);
  return Int32Array.from(product.keys()).filter((place) => Number.isNaN(product[place]));
}

/**
 * Organ doses with every missing product imputed anew in each realisation: its weight and fluoroscopy time, where they
 * lack too, then the product, then the dose that the product converts to. In each, the parameters of every regression
 * are drawn from what the data leave open, and every value about its mean by the residual deviation. Doses with a
 * recorded product stay as they are.
 * @param cases for each row of persons 1 where the child has the outcome of the analysis that the doses are for. It
 *   is a term of the product's regression: without it imputed doses would know nothing of the outcome, and hide a
 *   part of the dose response.
 */
export function imputedDoses(
  study: Study,
  organ: Organ,
  {imputations, seed}: Imputation,
  cases?: ArrayLike<number>
): Realisations {
  const table = study.table("procedures");
  const {order} = procedures(study);
  const person = personRows(study, "procedures");
  const all: Known = {
    ...known(study),
    case: Float64Array.from(order, (row) => (cases && person[row] >= 0 ? cases[person[row]] : 0))
  };
  const lacking = withoutProduct(study);
  const outcome: Term[] = cases ? [{name: "case", of: (given, place) => given.case[place]}] : [];
  const chain = (["weight", "minutes", "product"] as const).map((variable) => {
    const more = variable === "product" ? outcome : [];
    const {fit} = more.length > 0 ? modelOf(study, variable, all, more) : modelWithout(study, variable);
    return {variable, terms: [...termsOf(study, variable), ...more], draw: linearDraws(fit)};
  });
  const kinds = levelTerms("kind", table.factor("class").levels);
  const convert: {terms: Term[]; draw: ReturnType<typeof linearDraws>} = {
    terms: [
      {name: "log PKA", of: (given, place) => given.product[place]},
      {name: "log weight", of: (given, place) => given.weight[place]},
      ...kinds
    ],
    draw: linearDraws(conversion(study, organ))
  };
  const recorded = table.numbers(organ.procedureColumn);
  return {
    count: imputations,
    rows: order.length,
    read(imputation, into) {
      const {uniform, normal} = stream(seed, `imputation of products ${imputation}`);
      const now: Known = {
        ...all,
        weight: all.weight.slice(),
        minutes: all.minutes.slice(),
        product: all.product.slice()
      };
      const value = ({coefficients, sigma}: LinearDraw, terms: readonly Term[], place: number) =>
        terms.reduce((sum, {of}, k) => sum + coefficients[k + 1] * of(now, place), coefficients[0]) +
        sigma * normal();
      for (const {variable, terms, draw} of chain) {
        const drawn = draw(uniform);
        for (const place of lacking)
          if (Number.isNaN(now[variable][place])) now[variable][place] = value(drawn, terms, place);
      }
      const drawn = convert.draw(uniform);
      order.forEach((row, place) => {
        into[place] = recorded[row];
      });
      for (const place of lacking) into[place] = exp(value(drawn, convert.terms, place));
    }
  };
}
