import {commonDecimals} from "../../src/components/formatNumber.js";
import {adjustedP} from "../../src/stats/multiplicity/adjustedP.js";
import {chiSquareUpper} from "../../src/stats/numeric/chiSquare.js";
import type {Formula, Recomputable} from "../../src/stats/result/recomputable.js";
import type {Cell, Report, TableData} from "../../src/stats/result/report.js";
import {poissonInterval} from "../../src/stats/sir/poissonInterval.js";

/** A figure that was computed from published ones, and where it may lie for their rounding. */
export interface Derived {
  value: number;
  lower: number;
  upper: number;
}

type Rounding = Recomputable["rounding"];

/**
 * What a formula gives in each row of a published table; `null` where a row lacks what it needs.
 *
 *   ratio   times · of / over;  bound  the exact Poisson bound of `of`, times / over
 *   part    times · of / (of + and);  fall  the first row's `of` less the row's own
 *   chi-square  P(χ² > of) with the row's `df` less that of the first row;  adjusted  by Benjamini and Hochberg
 */
export function derive(
  formula: Formula,
  data: TableData,
  report: Report,
  rounding: Rounding
): (Derived | null)[] {
  const {rows} = data;
  const figures = (name: string) => {
    const j = data.columns.findIndex((column) => column.name === name);
    return rows.map((row) => (j < 0 ? null : known(row[j], data, j, rounding)));
  };
  const of = figures(formula.of);
  switch (formula.kind) {
    case "ratio":
    case "bound": {
      const over = "column" in formula.over ? figures(formula.over.column) : alone(formula.over.item);
      return of.map((count, i) => {
        const by = over[i];
        if (!count || !by || !(by.lower > 0)) return null;
        const top = formula.kind === "ratio" ? count : poissonBound(count, formula.side);
        return top && quotient(top, by, formula.times);
      });
    }
    case "part": {
      const and = figures(formula.and);
      return of.map((part, i) => {
        const rest = and[i];
        if (!part || !rest) return null;
        const share = (a: number, b: number) => (formula.times * a) / (a + b);
        const corners = [part.lower, part.upper].flatMap((a) =>
          [rest.lower, rest.upper].map((b) => share(a, b))
        );
        return {
          value: share(part.value, rest.value),
          lower: Math.min(...corners),
          upper: Math.max(...corners)
        };
      });
    }
    case "fall": {
      const [first] = of;
      return of.map((own, i) =>
        first && own && i > 0
          ? {
              value: first.value - own.value,
              lower: first.lower - own.upper,
              upper: first.upper - own.lower
            }
          : null
      );
    }
    case "chi-square": {
      const df = figures(formula.df);
      return of.map((statistic, i) => {
        const more = df[i] && df[0] ? df[i].value - df[0].value : 0;
        if (!statistic || !(more > 0)) return null;
        const tail = (x: number) => chiSquareUpper(Math.max(0, x), more);
        return {value: tail(statistic.value), lower: tail(statistic.upper), upper: tail(statistic.lower)};
      });
    }
    case "adjusted": {
      const given = of.flatMap((p, i) => (p ? [i] : []));
      const adjust = (side: keyof Derived) =>
        adjustedP(given.map((i) => Math.min(1, Math.max(0, of[i]![side]))));
      const [value, lower, upper] = [adjust("value"), adjust("lower"), adjust("upper")];
      return of.map((_, i) => {
        const k = given.indexOf(i);
        return k < 0 ? null : {value: value[k], lower: lower[k], upper: upper[k]};
      });
    }
  }

  function alone(item: string): (Derived | null)[] {
    const found = report.items[item];
    const value = found?.kind === "estimate" && typeof found.value === "number" ? found.value : null;
    return rows.map(() => (value === null ? null : {value, lower: value, upper: value}));
  }
}

/**
 * A published figure and what it may stand for: counts as they are, for what derives from a count follows the
 * published one; person-years and others to half of what they are rounded to.
 */
export function known(
  cell: Cell,
  {columns}: TableData,
  j: number,
  {personYearsRoundTo}: Rounding
): Derived | null {
  if (typeof cell !== "number") return null;
  const {type} = columns[j];
  const half =
    type === "count" ? 0 : type === "personTime" ? personYearsRoundTo / 2 : halfUnit(cell, columns[j]);
  return {value: cell, lower: cell - half, upper: cell + half};
}

/** Half a unit of the last digit to which a figure is published; zeros at its end are not kept in a number. */
export function halfUnit(cell: number, {type, digits = 6}: TableData["columns"][number]): number {
  const written = String(cell);
  const decimals = /e-/.test(written)
    ? Number(written.split("e-")[1]) + (written.split("e")[0].split(".")[1] ?? "").length
    : (written.split(".")[1] ?? "").length;
  const asked = commonDecimals([cell], type === "p" ? 2 : digits);
  // Figures between 0 and what six decimals hold keep their digits.
  return 0.5 * Number(`1e-${Math.max(decimals, asked)}`);
}

function poissonBound({value}: Derived, side: "lower" | "upper"): Derived | null {
  if (!Number.isInteger(value)) return null;
  const bound = poissonInterval(value)[side];
  return {value: bound, lower: bound, upper: bound};
}

function quotient(a: Derived, b: Derived, times: number): Derived {
  return {
    value: (times * a.value) / b.value,
    lower: (times * a.lower) / b.upper,
    upper: (times * a.upper) / b.lower
  };
}
