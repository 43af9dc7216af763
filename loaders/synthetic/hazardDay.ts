import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {daysPerYear} from "./days.js";
import {ageEdges, rates, yearEdges} from "./rates.js";

/** A factor that changes on days: `factor[k]` holds from `day[k]` on; the first day is no later than the start. */
export interface Steps {
  count: number;
  day: Int32Array;
  factor: Float64Array;
}

/** Room for `size` steps. */
export function makeSteps(size: number): Steps {
  return {count: 0, day: new Int32Array(size), factor: new Float64Array(size)};
}

/**
 * The first day in (from, to] by which the cumulative hazard of a reference rate × factor reaches
 * `target` (a draw with mean 1), or `NO_DAY`. The hazard is constant between the days on which the band of
 * age, the calendar period or the factor changes, so the day comes by inversion and follows the hazard
 * exactly, rounded up to the day. `rateStart` is where the rates of country, sex and group begin.
 */
export function hazardDay(
  birth: number,
  from: number,
  to: number,
  rateStart: number,
  {count, day, factor}: Steps,
  target: number
): number {
  let band = 0;
  while (band + 1 < ageEdges.length && birth + ageEdges[band + 1] <= from) ++band;
  let period = 0;
  while (period + 1 < yearEdges.length && yearEdges[period + 1] <= from) ++period;
  let step = 0;
  while (step + 1 < count && day[step + 1] <= from) ++step;
  let left = target;
  for (let now = from; now < to; ) {
    let next = to;
    if (band + 1 < ageEdges.length && birth + ageEdges[band + 1] < next) next = birth + ageEdges[band + 1];
    if (period + 1 < yearEdges.length && yearEdges[period + 1] < next) next = yearEdges[period + 1];
    if (step + 1 < count && day[step + 1] < next) next = day[step + 1];
    const daily = (rates[rateStart + band * yearEdges.length + period] * factor[step]) / daysPerYear;
    const spent = daily * (next - now);
    if (spent >= left) return now + Math.max(1, Math.ceil(left / daily));
    left -= spent;
    now = next;
    if (band + 1 < ageEdges.length && birth + ageEdges[band + 1] <= now) ++band;
    if (period + 1 < yearEdges.length && yearEdges[period + 1] <= now) ++period;
    while (step + 1 < count && day[step + 1] <= now) ++step;
  }
  return NO_DAY;
}

/** The same for rates of one's own: `perYear[k]` holds from day `edges[k]` on, the first from the start. */
export function steppedHazardDay(
  edges: readonly number[],
  perYear: readonly number[],
  from: number,
  to: number,
  factor: number,
  target: number
): number {
  let left = target;
  for (let k = 0; k < edges.length; ++k) {
    const begin = Math.max(from, k === 0 ? from : edges[k]);
    const end = k + 1 < edges.length ? Math.min(to, edges[k + 1]) : to;
    if (end <= begin) continue;
    const daily = (perYear[k] * factor) / daysPerYear;
    const spent = daily * (end - begin);
    if (spent >= left) return begin + Math.max(1, Math.ceil(left / daily));
    left -= spent;
  }
  return NO_DAY;
}
