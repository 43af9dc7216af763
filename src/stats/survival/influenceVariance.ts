import type {RiskTable} from "./riskTable.js";

/** A table with its curve: what the variance of one incidence is computed from. */
export interface IncidenceCurve {
  table: RiskTable;
  /** Events of any kind, Σ over kinds. */
  events: Float64Array;
  /** Events of the kind whose incidence it is. */
  own: Float64Array;
  /** True of a subject whose exit is an event; and of that kind. */
  isEvent: (subject: number) => boolean;
  isOwn: (subject: number) => boolean;
  /** Probability of no event just before each time. */
  before: Float64Array;
  /** The cumulative incidence at each time. */
  incidence: Float64Array;
  weight: (subject: number) => number;
}

/**
 * Infinitesimal-jackknife variance of a cumulative incidence F(t) = Σ S(s−) dₖ/n at each time: Σᵢ wᵢ² Uᵢ(t)²,
 * where Uᵢ(t) = Σ_{s ≤ t} {S(s−)(δᵢ,ₖ − Yᵢ dₖ/n)/n − [F(t) − F(s)](δᵢ − Yᵢ d/n)/(n − d)}. Written
 * Uᵢ(t) = Pᵢ − F(t) Qᵢ, where P and Q are differences of running sums, it costs one pass over the subjects.
 * Without late entry and weights it is Greenwood's formula (one kind) and Aalen's multinomial one (several).
 * Σᵢ wᵢ² Qᵢ² is the variance of the log of the probability of no event, free of the cancellation in 1 − F.
 * Source: R survival, survfit of several states. Witness: test/stats/survival/aalenJohansen.test.ts.
 */
export function influenceVariance(curve: IncidenceCurve): {
  incidence: Float64Array;
  logFree: Float64Array;
} {
  const {table, events, own, isEvent, isOwn, before, incidence, weight} = curve;
  const {time, nRisk, entryAt, exitAt} = table;
  const enter = byPlace(entryAt, time.length);
  const leave = byPlace(exitAt, time.length);
  const pAtEntry = new Float64Array(entryAt.length);
  const qAtEntry = new Float64Array(entryAt.length);
  const variance = new Float64Array(time.length);
  const logFree = new Float64Array(time.length);
  // Sums over those at risk (of w², and of w² with P and Q at entry) and over those who have left.
  const risk = {v: 0, p: 0, q: 0, pp: 0, pq: 0, qq: 0};
  const gone = {pp: 0, pq: 0, qq: 0};
  const count = (i: number, sign: number) => {
    const v = sign * weight(i) * weight(i);
    const p = pAtEntry[i];
    const q = qAtEntry[i];
    risk.v += v;
    risk.p += v * p;
    risk.q += v * q;
    risk.pp += v * p * p;
    risk.pq += v * p * q;
    risk.qq += v * q * q;
  };
  let p = 0;
  let q = 0;
  for (let k = 0; k < time.length; ++k) {
    for (let j = enter.ptr[k]; j < enter.ptr[k + 1]; ++j) {
      pAtEntry[enter.rows[j]] = p;
      qAtEntry[enter.rows[j]] = q;
      count(enter.rows[j], 1);
    }
    const n = nRisk[k];
    const survivors = n - events[k];
    const share = survivors > 1e-12 * n ? 1 / survivors : 0;
    const f = incidence[k];
    const stay = {
      p: (-before[k] * own[k]) / (n * n) - (f * share * events[k]) / n,
      q: (-share * events[k]) / n
    };
    p += stay.p;
    q += stay.q;
    for (let j = leave.ptr[k]; j < leave.ptr[k + 1]; ++j) {
      const i = leave.rows[j];
      count(i, -1);
      const v = weight(i) * weight(i);
      const event = isEvent(i) ? share : 0;
      const pAll = p - pAtEntry[i] + (isOwn(i) ? before[k] / n : 0) + f * event;
      const qAll = q - qAtEntry[i] + event;
      gone.pp += v * pAll * pAll;
      gone.pq += v * pAll * qAll;
      gone.qq += v * qAll * qAll;
    }
    const now = p - f * q;
    const atRisk =
      risk.v * now * now - 2 * now * (risk.p - f * risk.q) + risk.pp - 2 * f * risk.pq + f * f * risk.qq;
    const left = gone.pp - 2 * f * gone.pq + f * f * gone.qq;
    // Where all is settled (everyone has had the event) the sums cancel: below their rounding there is nothing.
    const rounding =
      1e-14 *
      (risk.v * now * now +
        2 * Math.abs(now) * (Math.abs(risk.p) + f * Math.abs(risk.q)) +
        risk.pp +
        gone.pp +
        2 * f * Math.abs(risk.pq + gone.pq) +
        f * f * (risk.qq + gone.qq));
    variance[k] = atRisk + left > rounding ? atRisk + left : 0;
    logFree[k] = Math.max(0, risk.v * q * q - 2 * q * risk.q + risk.qq + gone.qq);
  }
  return {incidence: variance, logFree};
}

function byPlace(place: Int32Array, size: number): {ptr: Int32Array; rows: Int32Array} {
  // Those who enter after the last time are at risk nowhere; they get a place of their own.
  const ptr = new Int32Array(size + 2);
  for (let i = 0; i < place.length; ++i) ++ptr[place[i] + 1];
  for (let k = 0; k <= size; ++k) ptr[k + 1] += ptr[k];
  const next = ptr.slice();
  const rows = new Int32Array(place.length);
  for (let i = 0; i < place.length; ++i) rows[next[place[i]]++] = i;
  return {ptr, rows};
}
