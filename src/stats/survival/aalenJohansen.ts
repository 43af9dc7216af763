import {checkFollowUp} from "./followUp.js";
import {influenceVariance} from "./influenceVariance.js";
import {type IntervalType, probabilityInterval} from "./probabilityInterval.js";
import {riskTable} from "./riskTable.js";
import {rowsOfGroups} from "./rowsOfGroups.js";
import {productLimit} from "./survivalCurve.js";
import {timeTolerance} from "./timeTolerance.js";

/** Subjects at risk on (entry, exit] of several kinds of event. */
export interface CompetingRisks {
  entry?: ArrayLike<number>;
  exit: ArrayLike<number>;
  /** 0 censored, 1 … k the kind of event. */
  cause: ArrayLike<number>;
  weights?: ArrayLike<number>;
  group?: ArrayLike<number>;
}

/** The probability of one state over time with its standard error and pointwise bounds. */
export interface Incidence {
  estimate: Float64Array;
  se: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/** Cumulative incidence of each cause in one group, a row at each distinct time of exit. */
export interface IncidenceCurve {
  time: Float64Array;
  nRisk: Float64Array;
  /** Events of each cause. */
  nEvent: Float64Array[];
  nCensor: Float64Array;
  /** Probability of no event so far. */
  free: Incidence;
  /** Cumulative incidence of each cause, cause 1 first. */
  causes: Incidence[];
}

/**
 * The Aalen–Johansen cumulative incidence of each cause, Fₖ(t) = Σ_{s ≤ t} S(s−) dₖ(s)/n(s) with S the
 * Kaplan–Meier curve of all causes together, and infinitesimal-jackknife standard errors.
 *
 * @param data subjects at risk on (entry, exit], late entry allowed; `group` 0 … G − 1.
 * @param options `interval` "log" (default), "plain" or "log-log", of the incidence itself; `level` 0.95.
 * @returns a curve a group. Where an incidence is 0 its bounds on the log scale are NaN.
 * @throws RangeError as `checkFollowUp`; when a cause is not a whole number ≥ 0, or there is no event.
 * Source: Aalen and Johansen (1978). Witness: R survfit of several states, test/stats/survival/aalenJohansen.test.ts.
 */
export function aalenJohansen(
  {entry, exit, cause, weights, group}: CompetingRisks,
  {interval = "log" as IntervalType, level = 0.95} = {}
): IncidenceCurve[] {
  let causes = 0;
  for (let i = 0; i < cause.length; ++i) {
    if (!(Number.isInteger(cause[i]) && cause[i] >= 0))
      throw new RangeError(`cause must be a whole number ≥ 0; got ${cause[i]} in row ${i}`);
    causes = Math.max(causes, cause[i]);
  }
  checkFollowUp({entry, exit, event: Uint8Array.from(cause, (c) => (c > 0 ? 1 : 0)), weights});
  if (causes === 0) throw new RangeError("cause must hold an event; got none");
  const groups = rowsOfGroups(group, exit.length);
  const tolerance = timeTolerance(entry, exit);
  return Array.from({length: groups.size}, (_, g) => {
    const rows = groups.rows.subarray(groups.ptr[g], groups.ptr[g + 1]);
    const table = riskTable(entry, exit, cause, weights, rows, causes, tolerance);
    const {time, nRisk, nEvent, nCensor} = table;
    const events = new Float64Array(time.length);
    for (const column of nEvent) for (let k = 0; k < time.length; ++k) events[k] += column[k];
    const before = new Float64Array(time.length);
    const after = new Float64Array(time.length);
    let s = 1;
    for (let k = 0; k < time.length; ++k) {
      before[k] = s;
      if (events[k] > 0) s *= productLimit.factor(events[k], nRisk[k], events[k] / nRisk[k]);
      after[k] = s;
    }
    const kindOf = (i: number) => cause[rows[i]];
    const state = (own: Float64Array, isOwn: (i: number) => boolean, free: boolean): Incidence => {
      const incidence = new Float64Array(time.length);
      let f = 0;
      for (let k = 0; k < time.length; ++k) {
        if (own[k] > 0) f += (before[k] * own[k]) / nRisk[k];
        // Rounding must not carry a probability beyond 1, where the log-log scale has no bounds.
        incidence[k] = Math.min(1, f);
      }
      const variance = influenceVariance({
        table,
        events,
        own,
        isEvent: (i) => kindOf(i) > 0,
        isOwn,
        before,
        incidence,
        weight: weights ? (i) => weights[rows[i]] : () => 1
      });
      const estimate = free ? after : incidence;
      const se = free
        ? after.map((value, k) => value * Math.sqrt(variance.logFree[k]))
        : variance.incidence.map(Math.sqrt);
      return {estimate, se, ...probabilityInterval(estimate, se, interval, level)};
    };
    return Object.freeze({
      time,
      nRisk,
      nEvent,
      nCensor,
      free: state(events, (i) => kindOf(i) > 0, true),
      causes: nEvent.map((own, c) => state(own, (i) => kindOf(i) === c + 1, false))
    });
  });
}
