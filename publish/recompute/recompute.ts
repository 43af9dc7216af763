import type {FitSpec} from "../../fit/spec/fitSpec.js";
import type {DerivedColumn, FittedTable} from "../../src/stats/result/recomputable.js";
import type {Cell, Report, Table, TableData} from "../../src/stats/result/report.js";
import {agrees, seriesOf} from "./derivedColumns.js";
import {fitPublished} from "./fitPublished.js";
import {rowsOf, slopeRange} from "./fitTables.js";
import {derive} from "./formulas.js";

/** One published figure, or the figures of one column, computed again. */
export interface Recomputed {
  /** Name of the item on the page. */
  item: string;
  what: string;
  verdict: "agrees" | "wrong" | "possible" | "outside";
  /** How many figures, and how many of them agree. */
  figures: number;
  agreeing: number;
  /** Digits to which the worst of them agrees; `Infinity` where all bits are the same. */
  digits: number;
  published: number | string | null;
  again: number | string | null;
}

/** Digits to which figures that do not depend on rounding must agree. */
export const digitsAsked = 10;

/**
 * Computes again, from the published values of a report, all that follows from them: every model that is
 * fitted to a published table, every column that is a function of others. What comes from finer cells than
 * are published is held against what those may give. The worst come first.
 */
export function recompute(report: Report): Recomputed[] {
  const {recompute: own} = report;
  if (!own) return [];
  const all = [
    ...own.fits.flatMap((fit) => fitAgain(fit, report)),
    ...own.columns.map((column) => deriveAgain(column, report))
  ];
  const rank = {wrong: 0, outside: 1, possible: 2, agrees: 3};
  return all.sort((a, b) => rank[a.verdict] - rank[b.verdict] || a.digits - b.digits);
}

/** Counts over what was computed again: "n of m agree to k digits or more". */
export function summary(all: readonly Recomputed[]): {
  figures: number;
  agreeing: number;
  digits: number;
  wrong: number;
} {
  const exact = all.filter(({verdict}) => verdict === "agrees" || verdict === "wrong");
  const sum = (of: (one: Recomputed) => number) => exact.reduce((total, one) => total + of(one), 0);
  return {
    figures: sum(({figures}) => figures),
    agreeing: sum(({agreeing}) => agreeing),
    digits: Math.min(
      Infinity,
      ...exact.filter(({verdict}) => verdict === "agrees").map(({digits}) => digits)
    ),
    wrong: exact.filter(({verdict}) => verdict === "wrong").length
  };
}

/** Significant digits to which two numbers agree: `Infinity` for the same bits, 0 where only one is determined. */
export function agreement(a: number | null, b: number | null): number {
  if (Object.is(a, b) || (a === 0 && b === 0)) return Infinity;
  if (a === null || b === null) return 0;
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Math.max(0, -Math.log10(difference));
}

function fitAgain(fit: FittedTable, report: Report): Recomputed[] {
  const {item, label, spec, logLik, parameters, range, answers} = fit;
  const table = report.items[item] as Table;
  const data = rowsOf(table, spec as FitSpec);
  const again = attempt(() => data && fitPublished(data, spec));
  const ranged = attempt(() => data && slopeRange(data, spec as FitSpec, report.recompute!.rounding));
  const figures: [string, number | null, number | null][] = parameters.flatMap((parameter, k) => {
    const other = again?.parameters[k];
    const name = parameters.length > 1 ? `, ${parameter.term}` : "";
    return (["estimate", "se", "p", "lower", "upper"] as const).map(
      (part): [string, number | null, number | null] => [
        `${label}${name}: ${words[part]}`,
        parameter[part],
        other ? other[part] : Number.NaN
      ]
    );
  });
  figures.push([`${label}: log-likelihood`, logLik, again ? again.logLik : Number.NaN]);
  if (range)
    for (const part of ["least", "most", "lower", "upper"] as const)
      figures.push([`${label}: ${rangeWords[part]}`, range[part], ranged ? ranged[part] : Number.NaN]);
  const compared = figures.map(([what, published, computed]) => {
    const digits = agreement(published, computed);
    return {what, published, again: computed, digits, right: digits >= digitsAsked};
  });
  const right = compared.filter((one) => one.right);
  const line = {item, figures: 1, agreeing: 0};
  const lines: Recomputed[] = compared
    .filter((one) => !one.right)
    .map(({what, published, again: other, digits}) => ({
      ...line,
      what,
      verdict: "wrong",
      digits,
      published,
      again: other
    }));
  if (right.length > 0)
    lines.push({
      item,
      what: label,
      verdict: "agrees",
      figures: right.length,
      agreeing: right.length,
      digits: Math.min(...right.map(({digits}) => digits)),
      published: right[0].published,
      again: right[0].again
    });
  const finer = answers === undefined ? undefined : report.items[answers];
  if (ranged && finer?.kind === "estimate" && typeof finer.value === "number") {
    const inside = finer.value >= (ranged.lower ?? -Infinity) && finer.value <= (ranged.upper ?? Infinity);
    lines.push({
      item: answers!,
      what: `${finer.label}, from finer cells than are published`,
      verdict: inside ? "possible" : "outside",
      figures: 1,
      agreeing: 0,
      digits: 0,
      published: finer.value,
      again: `${between(ranged.least, ranged.most)}; with intervals ${between(ranged.lower, ranged.upper)}`
    });
  }
  return lines;
}

const words = {
  estimate: "estimate",
  se: "standard error",
  p: "p",
  lower: "lower bound",
  upper: "upper bound"
};
const rangeWords = {
  least: "least over all counts",
  most: "greatest over all counts",
  lower: "lowest bound over all counts",
  upper: "highest bound over all counts"
};

function between(lower: number | null, upper: number | null): string {
  const text = (value: number | null) =>
    value === null ? "no bound" : String(Number(value.toPrecision(3))).replace("-", "−");
  return `${text(lower)} to ${text(upper)}`;
}

function deriveAgain({item, series, column, formula, values}: DerivedColumn, report: Report): Recomputed {
  const data = seriesOf(report).find((own) => own.item === item && own.series === series)!.data;
  const {label, type} = data.columns[column];
  const leading = data.columns.findLastIndex(
    (own, j) => j < column && own.label !== "lower" && own.label !== "upper"
  );
  const name =
    label === "lower" || label === "upper" ? `${data.columns[leading].label}, ${label} bound` : label;
  const derived = attempt(() => derive(formula, data, report, report.recompute!.rounding)) ?? [];
  let [figures, agreeing, digits] = [0, 0, Infinity];
  let worst: {row: number; published: Cell; again: number | null} | undefined;
  data.rows.forEach((row, i) => {
    const cell = row[column];
    if (typeof cell !== "number" && values[i] === null) return;
    ++figures;
    const own = derived[i] ?? null;
    const same = agreement(values[i], own?.value ?? null);
    const printed = typeof cell === "number" && own !== null && agrees(cell, own, data.columns[column]);
    if (same >= digitsAsked && printed) ++agreeing;
    else worst ??= {row: i, published: cell, again: own?.value ?? null};
    digits = Math.min(digits, printed ? same : 0);
  });
  const where = worst && ` (${rowName(data, worst.row)})`;
  return {
    item: series ? `${item} (${series})` : item,
    what: `${type === "p" && label === "p" ? "p-value" : name}${where ?? ""}`,
    verdict: agreeing === figures ? "agrees" : "wrong",
    figures,
    agreeing,
    digits,
    published: worst && typeof worst.published === "number" ? worst.published : null,
    again: worst ? worst.again : null
  };
}

function rowName({rows}: TableData, i: number): string {
  return rows[i].filter((cell) => typeof cell === "string" && cell !== "").join(", ") || `row ${i + 1}`;
}

/** What `make` gives; `null` where falsified input makes it impossible. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
