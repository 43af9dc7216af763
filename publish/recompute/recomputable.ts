import type {Report} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";
import {derivedColumns} from "./derivedColumns.js";
import {fitTables} from "./fitTables.js";

/**
 * Adds to a disclosed report what follows from its published values alone: models fitted to its published
 * tables, and figures computed from others. Being functions of what is published they tell no more than it
 * does, so they stand at full precision, and whoever computes them again finds the same bits.
 *
 * Witness: by hand in test/publish/recompute/recomputable.test.ts.
 */
export function recomputable(report: Report, policy: Policy): Report {
  if (report.provenance === null) return report;
  const {threshold, roundTo, zeros, personYearsRoundTo} = policy;
  const rounding = {threshold, roundTo, zeros, personYearsRoundTo};
  // As it will be read: JSON knows no −0 and no undefined.
  const published = JSON.parse(JSON.stringify(report)) as Report;
  return {
    ...report,
    recompute: {
      fits: fitTables(published, rounding),
      columns: derivedColumns(published, rounding),
      rounding
    }
  };
}
