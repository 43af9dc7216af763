import {type RiskTable, riskTable} from "./riskTable.js";
import {rowsOfGroups} from "./rowsOfGroups.js";
import {timeTolerance} from "./timeTolerance.js";
import {truncation} from "./truncation.js";

/** The censoring of one stratum: its table of exits and G(t−), the probability of no censoring before t. */
export interface Censoring {
  rows: Int32Array;
  table: RiskTable;
  before: Float64Array;
  /** The same times the probability of having entered before t; G(t−) itself without late entry. */
  observed: Float64Array;
  /** At risk of censoring at each exit. */
  nRisk: Float64Array;
}

/**
 * The Kaplan–Meier curve of the time to censoring in each stratum, just before each exit.
 * @param afterEvents whether those with an event at a time have gone when others are censored at it.
 */
export function censoring(
  entry: ArrayLike<number> | undefined,
  exit: ArrayLike<number>,
  cause: ArrayLike<number>,
  strata: ArrayLike<number> | undefined,
  causes: number,
  afterEvents: boolean
): Censoring[] {
  const groups = rowsOfGroups(strata, exit.length, "strata");
  const tolerance = timeTolerance(entry, exit);
  return Array.from({length: groups.size}, (_, s) => {
    const rows = groups.rows.subarray(groups.ptr[s], groups.ptr[s + 1]);
    const table = riskTable(entry, exit, cause, undefined, rows, causes, tolerance);
    const nRisk = table.nRisk.map((n, j) =>
      afterEvents ? n - table.nEvent.reduce((sum, column) => sum + column[j], 0) : n
    );
    const before = new Float64Array(nRisk.length);
    let g = 1;
    for (let j = 0; j < before.length; ++j) {
      before[j] = g;
      if (table.nCensor[j] > 0) g *= (nRisk[j] - table.nCensor[j]) / nRisk[j];
    }
    const entered = entry && truncation(entry, exit, rows, table.time);
    const observed = entered ? before.map((value, j) => value * entered[j]) : before;
    return {rows, table, before, observed, nRisk};
  });
}
