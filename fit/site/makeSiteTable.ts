import type {Policy} from "../../publish/policy.js";
import type {Cells} from "../../src/stats/persontime/cells.js";
import {addPair} from "../../src/stats/persontime/exactSum.js";
import {personsByCell} from "../../src/stats/persontime/personsByCell.js";
import type {TabulateSpec} from "../tabulate/tabulateSpec.js";
import type {Tabulated} from "../tabulate/tabulateTables.js";
import {definitionOf} from "./definitionOf.js";
import {type Merged, mergeSmallCells} from "./mergeSmallCells.js";
import type {SiteTable, SmallCells} from "./siteTable.js";

/** Who sends a table, under whose rules, and what is to be done about small cells. */
export interface Sender {
  site: string;
  policy: Policy;
  /** The agreement under which small cells are sent as they are, or that they are to be merged. */
  small?: {agreement: string} | "merge";
}

/**
 * The table that a site sends: cells with fewer children or cases than the policy's threshold are sent under
 * an agreement, which the table names, or merged (see `mergeSmallCells`), which it says too.
 * @throws RangeError when there are small cells and nothing is said about them, or they cannot be merged, or
 *   the spec asks for expected cases.
 */
export function makeSiteTable(
  {site, policy, small}: Sender,
  spec: TabulateSpec,
  {cells, persons, tabulation}: Tabulated
): SiteTable {
  const {threshold} = policy;
  if (spec.rates)
    throw new RangeError(
      `rates must be left out of a table to send, for expected cases do not add up exactly; got ${spec.rates.data}`
    );
  const isSmall = (count: number) => count > 0 && count < threshold;
  const few = cells.persons!.reduce(
    (sum, children, i) => sum + Number(isSmall(children) || isSmall(cells.cases[i])),
    0
  );
  const isOff = isSmall(cells.offTable.cases) || (cells.offTable.personDays > 0 && few > 0);
  const head = {site, policy: {holder: policy.holder, threshold}, definition: definitionOf(spec)};
  if (few === 0 && !isOff) return {...head, smallCells: {choice: "none"}, ...whole(cells)};
  if (small === undefined)
    throw new RangeError(
      `small cells must be sent under an agreement (--agreed TEXT) or merged (--merge); got ${few} of ${cells.personDays.length} cells with fewer than ${threshold} children or cases`
    );
  if (small !== "merge")
    return {
      ...head,
      smallCells: {choice: "agreed", agreement: small.agreement, cells: few},
      ...whole(cells)
    };
  if (policy.zeros !== "publish")
    throw new RangeError(
      `--merge must be for a policy that publishes zeros, for it tells which cells are empty; got ${policy.holder}`
    );
  const merged = mergeSmallCells(cells, personsByCell(persons, tabulation, cells), policy);
  return {...head, ...summed(cells, merged, few)};
}

type Body = Omit<SiteTable, "site" | "policy" | "definition" | "smallCells">;

function keysOf({keys}: Cells): Pick<SiteTable, "keys" | "cells"> {
  const entries = Object.entries(keys);
  return {
    keys: Object.fromEntries(
      entries.map(([name, {labels, from, until}]) => [
        name,
        {labels, ...(from && {from}), ...(until !== undefined && {until})}
      ])
    ),
    cells: Object.fromEntries(entries.map(([name, {codes}]) => [name, Array.from(codes)]))
  };
}

function whole(cells: Cells): Body {
  const {personDays, doseDays, doseDaysLow, ageDays, persons, cases, offTable} = cells;
  return {
    ...keysOf(cells),
    rows: {
      personDays: Array.from(personDays),
      doseDays: Array.from(doseDays),
      doseDaysLow: Array.from(doseDaysLow),
      ageDays: Array.from(ageDays),
      persons: Array.from(persons!)
    },
    cases: Array.from(cases),
    offTable: {personDays: offTable.personDays, cases: offTable.cases}
  };
}

function summed(
  cells: Cells,
  {row, group, casesAtLeast}: Merged,
  few: number
): Body & {smallCells: SmallCells} {
  const rows = group.length;
  const groups = group.reduce((size, g) => Math.max(size, g + 1), 0);
  const [personDays, ageDays, size] = [0, 1, 2].map(() => new Array<number>(rows).fill(0));
  const cases = new Array<number>(groups).fill(0);
  const dose = new Float64Array(2 * rows);
  row.forEach((r, i) => {
    ++size[r];
    personDays[r] += cells.personDays[i];
    ageDays[r] += cells.ageDays[i];
    cases[group[r]] += cells.cases[i];
    addPair(dose, 2 * r, cells.doseDays[i], cells.doseDaysLow[i]);
  });
  const isOpen = cells.keys.dose !== undefined && cells.keys.dose.until === undefined;
  return {
    smallCells: {
      choice: "merged",
      cells: few,
      merged: row.filter((r) => size[r] > 1).length,
      rows,
      groups
    },
    ...keysOf(cells),
    row: Array.from(row),
    rows: {
      personDays,
      doseDays: personDays.map((_, r) => dose[2 * r]),
      doseDaysLow: personDays.map((_, r) => dose[2 * r + 1]),
      ageDays,
      casesAtLeast: Array.from(casesAtLeast)
    },
    group: Array.from(group),
    cases,
    ...(isOpen && {doseAtMost: upwards(cells.doseMean.reduce((most, mean) => Math.max(most, mean), 0))})
  };
}

/** The least number of two significant digits that is not below `value`. */
function upwards(value: number): number {
  if (!(value > 0)) return 0;
  const near = Number(value.toPrecision(2));
  if (near >= value) return near;
  const [, exponent] = value.toExponential(1).split("e");
  return Number((near + Number(`1e${Number(exponent) - 1}`)).toPrecision(2));
}
