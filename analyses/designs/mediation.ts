import {stream} from "../../loaders/synthetic/stream.js";
import {type Bootstrapped, bootstrap} from "../../src/stats/mediation/bootstrap.js";
import {naturalEffects} from "../../src/stats/mediation/naturalEffects.js";
import {log} from "../../src/stats/numeric/elementary.js";
import {type LinearFit, linearRegression} from "../../src/stats/regression/linearRegression.js";
import type {Design} from "../../src/stats/result/design.js";
import type {Parameter} from "../../src/stats/result/fit.js";
import type {Study} from "../study.js";
import {type Marker, markerRows} from "./markerDose.js";

/** A dose that may act on an outcome marker, and the markers through which it may do so. */
export interface MarkerMediation {
  /** The outcome, with the dose that is the exposure. */
  outcome: Marker;
  mediators: readonly string[];
  /** Column of the treatments table with another dose that is held fixed, in Gy. */
  adjustColumn: string;
  /** The dose is compared at `toGy` with none. */
  toGy: number;
  seed: number;
  replicates: number;
  level: number;
}

/** Natural effects through one mediator, on the logarithm of the outcome. */
export interface MediatedEffects {
  children: number;
  /** `natural direct`, `natural indirect` and `total`, by the delta method. */
  effects: Parameter[];
  /** The same three by the bootstrap over children. */
  drawn: Bootstrapped[];
  /** What an unmeasured confounder of mediator and outcome would have to act on. */
  models: {exposureOnMediator: number; mediatorOnOutcome: number; mediatorSd: number; outcomeSd: number};
}

/** A child a row: means of the logarithms over visits, and what is held fixed. */
interface Children {
  outcome: Float64Array;
  mediator: Float64Array;
  dose: Float64Array;
  covariates: Design;
}

/** The natural effects of the dose through a mediator, both models linear on logarithms and without interaction. */
export function mediate(study: Study, design: MarkerMediation, mediator: string): MediatedEffects {
  return study.once(`mediation ${JSON.stringify({design, mediator})}`, () => {
    const {toGy, seed, replicates, level} = design;
    const all = children(study, design, mediator);
    const n = all.dose.length;
    const whole = Int32Array.from({length: n}, (_, i) => i);
    const effectsOf = (rows: Int32Array) => {
      const {first, second} = regress(all, rows);
      const models = {mediator: first, outcome: second, outcomeScale: "linear" as const};
      return naturalEffects({...models, exposure: "dose", mediatorTerm: "mediator", from: 0, to: toGy}, level)
        .effects;
    };
    const names = ["natural direct", "natural indirect", "total"];
    const pick = (effects: readonly Parameter[]) =>
      names.map((name) => effects.find(({term}) => term === name)!);
    const {uniform} = stream(seed, `mediation ${mediator}`);
    const {first, second} = regress(all, whole);
    const slope = ({parameters}: LinearFit, term: string) =>
      parameters.find((parameter) => parameter.term === term)!.estimate;
    return {
      children: n,
      effects: pick(effectsOf(whole)),
      drawn: bootstrap(n, (rows) => pick(effectsOf(rows)).map(({estimate}) => estimate), {
        replicates,
        level,
        uniform
      }),
      models: {
        exposureOnMediator: slope(first, "dose"),
        mediatorOnOutcome: slope(second, "mediator"),
        mediatorSd: first.sigma,
        outcomeSd: second.sigma
      }
    };
  });
}

function regress({outcome, mediator, dose, covariates}: Children, rows: Int32Array) {
  const at = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]);
  const {names, columns} = covariates;
  const shared = columns.map(at);
  return {
    first: linearRegression({
      value: at(mediator),
      terms: {names: ["dose", ...names], columns: [at(dose), ...shared]}
    }),
    second: linearRegression({
      value: at(outcome),
      terms: {names: ["dose", "mediator", ...names], columns: [at(dose), at(mediator), ...shared]}
    })
  };
}

function children(study: Study, {outcome, adjustColumn}: MarkerMediation, mediator: string): Children {
  const wall = markerRows(study, outcome);
  const through = markerRows(study, {...outcome, name: mediator});
  const other = markerRows(study, {...outcome, doseColumn: adjustColumn});
  const ids = [...new Set(wall.child)].filter((id) => through.child.includes(id));
  const place = new Map(ids.map((id, i) => [id, i]));
  const mean = (rows: {child: Int32Array}, column: Float64Array) => {
    const total = new Float64Array(ids.length);
    const count = new Float64Array(ids.length);
    rows.child.forEach((id, k) => {
      const i = place.get(id);
      if (i === undefined) return;
      total[i] += column[k];
      ++count[i];
    });
    return total.map((sum, i) => sum / count[i]);
  };
  return {
    outcome: mean(wall, wall.value.map(log)),
    mediator: mean(through, through.value.map(log)),
    dose: mean(wall, wall.dose),
    covariates: {
      names: ["other dose", "boy", "age"],
      columns: [mean(other, other.dose), mean(wall, wall.boy), mean(wall, wall.age)]
    }
  };
}
