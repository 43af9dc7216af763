import type {Cells} from "../../src/stats/persontime/cells.js";
import {daysPerYear} from "../../src/stats/persontime/daysPerYear.js";
import {estimateRange} from "../../src/stats/poisson/estimateRange.js";
import type {Answer} from "../answer.js";
import {fitTable} from "../fitTable.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {onePartOf} from "../spec/partsOf.js";
import {usedColumns} from "../spec/usedColumns.js";
import {addSites, type Sent, sameKeys} from "./poolTables.js";
import type {SiteTable} from "./siteTable.js";
import {summedCells} from "./summedCells.js";
import {tableOfCells} from "./tableOfCells.js";

/** What `harmonic pool` answers: the fit, or, where cells were merged, the range of its estimate. */
export interface PoolAnswer {
  sites: {site: string; policy: string; smallCells: string; cases: number; pyr: number}[];
  /** As `harmonic fit` answers for the pooled cells, which are those of all children together. */
  fit?: Answer;
  range?: EstimateRange;
}

/** Between which values an estimate lies, whatever the merged cells of the sites hide. */
export interface EstimateRange {
  term: string;
  lower: number | null;
  upper: number | null;
  note: string;
}

/**
 * Adds the tables of sites up and fits a spec of `harmonic fit` to them, to the last bit as from all children
 * together. Where a site has merged cells, the answer is the range of the estimate (see `estimateRange`).
 * A spec that names `site` has it as a key.
 * @throws RangeError as `sameKeys`, `summedCells` and `fitTable`.
 */
export function poolFit(sent: readonly Sent[], spec: FitSpec): {answer: PoolAnswer; cells: Cells | null} {
  const tables = sameKeys(sent, usedColumns(spec).includes("site"));
  const sites = tables.map(siteOf);
  if (tables.some(({smallCells}) => smallCells.choice === "merged")) {
    const {lower, upper} = estimateRange(summedCells(tables, spec));
    const [dose] = [onePartOf(spec.excess!).dose].flat();
    const range: EstimateRange = {
      term: typeof dose === "string" ? dose : (dose.name ?? dose.expression),
      lower: finite(lower),
      upper: finite(upper),
      note
    };
    return {answer: {sites, range}, cells: null};
  }
  const cells = addSites(tables);
  return {answer: {sites, fit: fitTable(spec, tableOfCells("the pooled cells", cells))}, cells};
}

const note =
  "The maximum-likelihood estimate of the children's own table lies between lower and upper (null: without end), wherever in the merged cells their cases, person-time and doses are. Sampling error comes on top.";

function siteOf({site, policy, smallCells, cases, rows}: SiteTable): PoolAnswer["sites"][number] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const small = {
    none: () => "none",
    agreed: () => `sent under: ${(smallCells as {agreement: string}).agreement}`,
    merged: () => "merged"
  };
  return {
    site,
    policy: policy.holder,
    smallCells: small[smallCells.choice](),
    cases: sum(cases),
    pyr: sum(rows.personDays) / daysPerYear
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
