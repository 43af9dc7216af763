import type {Cell, Column, Estimate, Item, Report, TableData, Withheld} from "../src/stats/result/report.js";
import type {Policy} from "./policy.js";

/** Whether a cell or value has been withheld. */
export function isWithheld(cell: unknown): cell is Withheld {
  return typeof cell === "object" && cell !== null && "withheld" in cell;
}

/**
 * The one step that every result passes on its way to the site: counts below the policy's threshold are
 * withheld, all others rounded; figures derived from a withheld count are withheld with it; points of
 * curves are published to the policy's decimals. Where just one of the counts that add up to a total is
 * withheld, the smallest other is withheld too, for the total would give the first away.
 *
 * Witness: by hand in test/publish/disclose.test.ts.
 */
export function disclose(report: Report, policy: Policy): Report {
  const items = Object.entries(report.items).map(([name, item]) => [name, discloseItem(item, policy)]);
  return {
    ...report,
    items: Object.fromEntries(items),
    provenance: report.provenance && {...report.provenance, policy: policy.holder}
  };
}

function discloseItem(item: Item, policy: Policy): Item {
  switch (item.kind) {
    case "estimate":
      return discloseEstimate(item, policy);
    case "table":
      return {...item, ...discloseTable(item, policy)};
    case "statement":
      return item.cases !== undefined && item.cases < policy.threshold ? {kind: "statement", text: ""} : item;
    case "figure": {
      const data = Object.entries(item.data).map(([name, table]) => [name, discloseTable(table, policy)]);
      return {...item, data: Object.fromEntries(data)};
    }
  }
}

function discloseEstimate(estimate: Estimate, policy: Policy): Estimate {
  if (isWithheld(estimate.value)) return estimate;
  if (estimate.type === "count") {
    const value = discloseCount(estimate.value, policy);
    return isWithheld(value) ? withhold(estimate, value) : {...estimate, value: value as number};
  }
  if (estimate.type === "personTime")
    return {...estimate, value: roundTo(estimate.value, policy.personYearsRoundTo)};
  if (estimate.cases !== undefined && estimate.cases < policy.threshold)
    return withhold(estimate, {withheld: `fewer than ${policy.threshold} cases`});
  return estimate;
}

/** The estimate without any of its figures: an interval or p-value tells of the count as the value does. */
function withhold({kind, label, unit, type}: Estimate, value: Withheld): Estimate {
  return {kind, label, unit, type, value};
}

function discloseTable({columns, rows, partition}: TableData, policy: Policy): TableData {
  const disclosed = rows.map((row) => [...row]);
  const parts = partition === undefined ? [disclosed] : split(disclosed, indexOf(columns, partition));
  columns.forEach((column, j) => {
    if (column.type === "count") for (const part of parts) discloseCounts(part, j, policy);
    else if (column.type === "personTime")
      mapColumn(disclosed, j, (value) => roundTo(value, policy.personYearsRoundTo));
    else if (column.type === "probability")
      mapColumn(disclosed, j, (value) => Number(value.toFixed(policy.curveDecimals)));
  });
  columns.forEach((column, j) => {
    for (const source of column.from ?? []) {
      const k = indexOf(columns, source);
      for (const row of disclosed) if (isWithheld(row[k]) && row[j] !== null) row[j] = {withheld: "·"};
    }
  });
  return {columns, rows: disclosed, ...(partition === undefined ? {} : {partition})};
}

/** The rows in groups that agree in column `j`; the rows are the same objects. */
function split(rows: Cell[][], j: number): Cell[][][] {
  const parts = new Map<Cell, Cell[][]>();
  for (const row of rows) {
    const part = parts.get(row[j]);
    if (part) part.push(row);
    else parts.set(row[j], [row]);
  }
  return [...parts.values()];
}

function discloseCounts(rows: Cell[][], j: number, policy: Policy): void {
  const counts = rows.map((row) => (typeof row[j] === "number" ? row[j] : null));
  let withheld = 0;
  counts.forEach((count, i) => {
    if (count === null) return;
    rows[i][j] = discloseCount(count, policy);
    if (isWithheld(rows[i][j])) ++withheld;
  });
  if (withheld !== 1) return;
  let smallest = -1;
  counts.forEach((count, i) => {
    if (count === null || count === 0 || isWithheld(rows[i][j])) return;
    if (smallest < 0 || count < counts[smallest]!) smallest = i;
  });
  if (smallest >= 0 && rows.length > 2) rows[smallest][j] = {withheld: "·"};
}

function discloseCount(count: number, policy: Policy): number | Withheld {
  if (count === 0 && policy.zeros === "publish") return 0;
  if (count < policy.threshold) return {withheld: `<${policy.threshold}`};
  return roundTo(count, policy.roundTo);
}

function mapColumn(rows: Cell[][], j: number, f: (value: number) => number): void {
  for (const row of rows) if (typeof row[j] === "number") row[j] = f(row[j]);
}

function roundTo(value: number, base: number): number {
  return Math.round(value / base) * base;
}

function indexOf(columns: readonly Column[], name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw new RangeError(`from must name a column of the table; got ${name}`);
  return index;
}
