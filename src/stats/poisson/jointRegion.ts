import type {Constraint, Region} from "../inference/region.js";
import type {ModelCells} from "./likelihood.js";
import {positivity} from "./positivity.js";

/**
 * The region of a rate ratio of several parts: 1 + E > 0 of each part and, where they are mixed, of their sum; and
 * of a negative binomial model, τ ≥ 0.
 */
export function jointRegion(cells: ModelCells): Region {
  const {terms, joint, tau} = cells;
  const size = cells.excessSize + cells.loglinear.length + Number(tau !== undefined);
  const sets = joint?.parts.map((part) => part.map((k) => terms[k])) ?? [terms];
  if (joint && joint.mixture >= 0) sets.push([...terms]);
  const regions = sets.map((set) => positivity({...cells, terms: set}, "relative"));
  const {floor} = regions[0];
  if (tau !== undefined) regions.push(notNegative(tau, size, floor));
  return {
    floor,
    worst: (at) => regions.map((region) => region.worst(at)).reduce((a, b) => (b.slack < a.slack ? b : a)),
    first(at, step) {
      let found: Constraint | null = null;
      let soonest = Infinity;
      for (const region of regions) {
        const hit = region.first(at, step);
        if (!hit) continue;
        const change = hit.normal.reduce((sum, value, k) => sum + value * step[k], 0);
        const when = (hit.slack - floor) / -change;
        if (when < soonest) {
          soonest = when;
          found = hit;
        }
      }
      return found;
    }
  };
}

function notNegative(k: number, size: number, floor: number): Region {
  const normal = new Float64Array(size);
  normal[k] = 1;
  return {
    floor,
    worst: (at) => ({slack: at[k], normal}),
    first: (at, step) => (at[k] + step[k] < 0.5 * floor ? {slack: at[k], normal} : null)
  };
}
