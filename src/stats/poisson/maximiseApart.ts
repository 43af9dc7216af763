import type {Maximum} from "../inference/newton.js";
import {sum} from "../numeric/sum.js";
import type {Model} from "./maximiseModel.js";
import type {Maximise} from "./thresholdSearch.js";

/** A model whose parameters share nothing with the others of a larger one, and their positions there. */
export interface ApartModel {
  parameters: readonly number[];
  model: Model;
}

/** What of a larger model, by the positions of its parameters, belongs to one that it comes apart into. */
export function heldOf({parameters}: ApartModel, held: readonly number[]): number[] {
  return parameters.flatMap((k, j) => (held.includes(k) ? [j] : []));
}

/** The maximum of a model that comes apart, put together from theirs: each is searched for on its own. */
export function maximiseApart(apart: readonly ApartModel[], size: number): Maximise {
  return (start, held, tolerance) => {
    const found = apart.map((part) =>
      part.model.maximise(
        Float64Array.from(part.parameters, (k) => start[k]),
        heldOf(part, held),
        tolerance
      )
    );
    const whole: Maximum = {
      at: start.slice(),
      logLik: sum(found.map(({logLik}) => logLik)),
      gradient: new Float64Array(size),
      information: new Float64Array(size * size),
      iterations: Math.max(...found.map(({iterations}) => iterations)),
      converged: found.every(({converged}) => converged),
      step: Math.max(...found.map(({step}) => step)),
      unbounded: found.flatMap(({unbounded}, p) => unbounded.map((j) => apart[p].parameters[j])),
      boundary: found.some(({boundary}) => boundary)
    };
    const corners = found.flatMap(({corners = []}, p) => corners.map((j) => apart[p].parameters[j]));
    if (corners.length > 0) whole.corners = corners;
    for (const [p, {parameters}] of apart.entries()) {
      const {at, gradient, information} = found[p];
      for (const [i, k] of parameters.entries()) {
        whole.at[k] = at[i];
        whole.gradient[k] = gradient[i];
        for (const [j, l] of parameters.entries())
          whole.information[k * size + l] = information[i * parameters.length + j];
      }
    }
    return whole;
  };
}
