import type {RiskSets} from "./riskSets.js";

/** Last event time at which each row is at risk, or the number of event times where it never is. */
export function lastSlots(
  {from, to, time}: RiskSets,
  into: Int32Array = new Int32Array(to.length)
): Int32Array {
  for (let i = 0; i < to.length; ++i) into[i] = to[i] > from[i] ? to[i] - 1 : time.length;
  return into;
}

/** Last event time of its stratum before each row is at risk, or the number of event times where there is none. */
export function entrySlots({from, time, lateRows}: RiskSets, into: Int32Array): Int32Array {
  into.fill(time.length);
  for (let j = 0; j < lateRows.length; ++j) into[lateRows[j]] = from[lateRows[j]] - 1;
  return into;
}
