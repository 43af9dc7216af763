import {isWithheld} from "../../src/components/isWithheld.js";
import type {Cell, Column, Estimate, Item, Report, TableData} from "../../src/stats/result/report.js";

/** One published number, by a name that stays the same from one release to the next. */
export interface PublishedEstimate {
  /** `report#item`, `report#item/row/column`, or for a figure `report#item/series/row/column`. */
  id: string;
  kind: "estimate" | "table" | "figure";
  /** `null` where it is withheld or not determined. */
  value: number | null;
  /** What a reader may know of a withheld number, such as "<10". */
  withheld?: string;
  lower?: number | null;
  upper?: number | null;
  level?: number;
  p?: number;
  unit?: string;
  /** The value of no effect, 1 for ratios and 0 else; absent for what has no interval. */
  none?: 0 | 1;
}

/**
 * Every published number of a disclosed report with its stable id. A row's key is its texts, or its first
 * figure where it has none (`dose-1-5`), and `-2`, `-3` where several rows have the same; bounds of an
 * interval belong to the number column on their left. Texts give none.
 * Witness: by hand in test/publish/release/estimates.test.ts.
 */
export function estimates(report: Report): PublishedEstimate[] {
  return Object.entries(report.items).flatMap(([name, item]) => ofItem(`${report.id}#${name}`, item));
}

function ofItem(id: string, item: Item): PublishedEstimate[] {
  switch (item.kind) {
    case "statement":
      return [];
    case "estimate":
      return [ofEstimate(id, item)];
    case "table":
      return ofTable(id, "table", item);
    case "figure":
      return Object.entries(item.data).flatMap(([series, data]) =>
        ofTable(`${id}/${slug(series)}`, "figure", data)
      );
  }
}

function ofEstimate(id: string, {value, lower, upper, level, p, unit, label}: Estimate): PublishedEstimate {
  const none = lower === undefined ? undefined : isRatio(label) ? 1 : 0;
  return trim({id, kind: "estimate", ...published(value), lower, upper, level, p, unit, none});
}

function ofTable(id: string, kind: "table" | "figure", {columns, rows}: TableData): PublishedEstimate[] {
  const keys = rowKeys(columns, rows);
  const names = numbered(columns.map(({name}) => slug(name)));
  const bounds = ["lower", "upper"].map((name) => columns.findIndex((column) => column.name === name));
  const centre = bounds[0] < 0 ? -1 : columns.findLastIndex(({type}, j) => j < bounds[0] && isFigure(type));
  return rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      const cell = row[j];
      if (column.type === "text" || bounds.includes(j) || cell === null) return [];
      if (typeof cell !== "number" && !isWithheld(cell)) return [];
      const estimate = {
        id: `${id}/${keys[i]}/${names[j]}`,
        kind,
        ...published(cell),
        unit: column.unit
      };
      if (j !== centre) return [trim(estimate)];
      const [lower, upper] = bounds.map((k) => (typeof row[k] === "number" ? row[k] : null));
      const texts = row.filter((text) => typeof text === "string").join(" ");
      const none = isRatio(`${column.name} ${column.label} ${texts}`) ? 1 : 0;
      return [trim({...estimate, lower, upper, none})];
    })
  );
}

function published(cell: Cell): Pick<PublishedEstimate, "value" | "withheld"> {
  return isWithheld(cell) ? {value: null, withheld: cell.withheld} : {value: cell as number};
}

function isFigure(type: Column["type"]): boolean {
  return type === "number" || type === "probability";
}

/** Whether no effect is 1: a ratio of rates, hazards, odds or risks, but not an excess over one. */
function isRatio(label: string): boolean {
  if (/excess|per cent|rate difference/i.test(label)) return false;
  return /\b(rr|hr|or|sir|smr)\b|\bratio\b|relative (risk|rate)/i.test(label);
}

function rowKeys(columns: readonly Column[], rows: readonly Cell[][]): string[] {
  const first = columns.findIndex(({type}) => type !== "text");
  const keys = rows.map((row) => {
    const texts = columns.flatMap(({type}, j) =>
      type === "text" && typeof row[j] === "string" ? [row[j]] : []
    );
    return (
      slug(texts.join(" ")) || (first < 0 ? "row" : slug(`${columns[first].name} ${shortest(row[first])}`))
    );
  });
  return numbered(keys);
}

/** Names of which each is there once: the second of a kind ends in `-2`, or in the next number that is free. */
function numbered(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let k = 2; taken.has(own); ++k) own = `${name}-${k}`;
    taken.add(own);
    return own;
  });
}

/** Six digits tell rows apart, and do not change with the last bit. */
function shortest(cell: Cell): string {
  return typeof cell === "number" ? String(Number(cell.toPrecision(6))).replace("-", "minus ") : "";
}

/** Lower-case words joined by hyphens: letters and digits of any script stay, signs that matter are spelt. */
function slug(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("≥", " from ")
    .replaceAll("<", " under ")
    .replaceAll("+", " plus ")
    .replaceAll("%", " percent ")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

function trim(estimate: PublishedEstimate): PublishedEstimate {
  return Object.fromEntries(
    Object.entries(estimate).filter(([, value]) => value !== undefined)
  ) as unknown as PublishedEstimate;
}
