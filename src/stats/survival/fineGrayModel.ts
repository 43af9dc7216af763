import {arrangeRows, gather} from "./arrangeRows.js";
import {type Censoring, censoring} from "./censoring.js";
import {exponentialRisk} from "./exponentialRisk.js";
import type {FineGrayData, FineGrayOptions} from "./fineGray.js";
import {checkFollowUp} from "./followUp.js";
import {linearExcessRisk} from "./linearExcessRisk.js";
import {type PartialLikelihood, partialLikelihood} from "./partialLikelihood.js";
import {type Lingering, type RiskSets, riskSets} from "./riskSets.js";
import {breslow} from "./ties.js";

/** The partial likelihood of a Fine–Gray regression, and what its weights came from. */
export interface FineGrayModel {
  model: PartialLikelihood;
  /** Censoring of each stratum. */
  censored: Censoring[];
  /** For each event time its row in the table of its stratum. */
  place: Int32Array;
  /** 0 censored, 1 the event wanted, 2 one that competes, in the order of the rows of the model. */
  kinds: Float64Array;
}

/**
 * Checks the data and makes the likelihood; all rows are kept, since censoring counts those never at risk.
 * @throws RangeError as `fineGray`.
 */
export function fineGrayModel(
  {entry, exit, cause, of = 1, weights, loglinear, excess, strata}: FineGrayData,
  after: FineGrayOptions["censoring"]
): FineGrayModel {
  const n = exit.length;
  const {event, given} = kindsOf(cause, of);
  checkFollowUp({entry, exit, event, weights});
  if (weights)
    for (let i = 0; i < n; ++i)
      if (weights[i] === 0) throw new RangeError(`weights must be > 0; got 0 in row ${i}`);
  if (!event.includes(1)) throw new RangeError(`cause must hold an event of kind ${of}; got none`);
  const {order, sets} = arrangeRows(riskSets(entry, exit, event, strata), true);
  const kinds = gather(given, order);
  const censored = censoring(
    entry && gather(entry, order),
    gather(exit, order),
    kinds,
    strata && gather(strata, order),
    2,
    after === "after-events"
  );
  const {place, lingering} = linger(sets, censored, kinds, n);
  const background = exponentialRisk(loglinear ?? {names: [], columns: []}, n, undefined, order);
  const risk = excess ? linearExcessRisk(excess, background, n, order) : background;
  const model = partialLikelihood({...sets, lingering}, risk, breslow, weights && gather(weights, order));
  return {model, censored, place, kinds};
}

/** Whether each exit is the event wanted, and its kind: the other kinds compete alike. */
function kindsOf(cause: ArrayLike<number>, of: number): {event: Uint8Array; given: Uint8Array} {
  const event = new Uint8Array(cause.length);
  const given = new Uint8Array(cause.length);
  for (let i = 0; i < cause.length; ++i) {
    const c = cause[i];
    event[i] = c === of ? 1 : 0;
    given[i] = c === 0 ? 0 : c === of ? 1 : 2;
  }
  return {event, given};
}

/** The weights with which competing events linger, and the row of each event time in its stratum's table. */
function linger(
  sets: RiskSets,
  strata: readonly Censoring[],
  kinds: ArrayLike<number>,
  n: number
): {place: Int32Array; lingering: Lingering} {
  const scale = new Float64Array(sets.time.length);
  const place = new Int32Array(sets.time.length);
  const weight = new Float64Array(n);
  const until = new Int32Array(n);
  strata.forEach(({rows, table, observed}, s) => {
    rows.forEach((i, m) => {
      const j = table.exitAt[m];
      until[i] = sets.ptr[s + 1];
      if (kinds[i] === 2) weight[i] = 1 / observed[j];
      else if (kinds[i] === 1) {
        place[sets.to[i] - 1] = j;
        scale[sets.to[i] - 1] = observed[j];
      }
    });
  });
  const rows = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; ++i) if (weight[i] !== 0 && sets.to[i] < until[i]) rows[size++] = i;
  return {place, lingering: {rows: rows.slice(0, size), scale, weight, until}};
}
