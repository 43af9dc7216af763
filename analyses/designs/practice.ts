import {quantileSorted} from "simple-statistics";
import {exp, log} from "../../src/stats/numeric/elementary.js";
import {normalQuantile} from "../../src/stats/numeric/normal.js";
import {persons} from "../definitions/persons.js";
import type {Study} from "../study.js";
import type {LifetimeRisk} from "./lifetimeRisk.js";
import {type Today, todaysProcedures} from "./todaysDoses.js";

/** How the practice of centres is compared. */
export interface Practice {
  /** Lower edges of the weight bands in kg, as European diagnostic reference levels have them. */
  weightBands: readonly number[];
  /** Procedures that a centre must have in a class and weight band to be held against the third quartile. */
  leastInCell: number;
  level: number;
}

/** A class of procedure and weight band with the quartiles of its kerma-area product in Gy·cm². */
export interface PracticeCell {
  kind: string;
  weightFrom: number;
  weightTo: number;
  count: number;
  quartiles: [number, number, number];
}

/** A centre: its procedures, the ratio of its products to those of all, and how often it is above the third quartile. */
export interface CentrePractice {
  centre: string;
  count: number;
  /** Geometric mean of product over the median of its class and weight band, with its interval. */
  ratio: number;
  lower: number;
  upper: number;
  /** Share of procedures above the third quartile of their class and weight band. */
  above: number;
  /** Cells with enough procedures, and those in which the centre's median is above the third quartile of all. */
  cells: number;
  cellsAbove: number;
}

export interface PracticeResult {
  cells: PracticeCell[];
  /** By descending ratio. */
  centres: CentrePractice[];
  /** The ratio that the best quarter of centres does not exceed. */
  bestQuarter: number;
}

/** Compares centres over today's procedures whose kerma-area product and weight were recorded. */
export function practice(study: Study, risk: LifetimeRisk, today: Today, design: Practice): PracticeResult {
  return study.once(`practice ${JSON.stringify({today, design})}`, () => {
    const {row, person, kind, kinds} = todaysProcedures(study, risk, today);
    const table = study.table("procedures");
    const product = table.numbers("pka_gycm2");
    const weight = table.numbers("weight_kg");
    const {centre} = persons(study);
    const {weightBands: bands} = design;
    const groups = new Map<number, number[]>();
    const cellOf = Int32Array.from(row, (r, k) => {
      const band = bands.findLastIndex((edge) => weight[r] >= edge);
      return product[r] > 0 && band >= 0 ? kind[k] * bands.length + band : -1;
    });
    cellOf.forEach((cell, k) => {
      if (cell < 0) return;
      const own = groups.get(cell);
      if (own) own.push(k);
      else groups.set(cell, [k]);
    });
    const sorted = (rows: readonly number[]) => rows.map((k) => product[row[k]]).sort((a, b) => a - b);
    const quartilesOf = new Map<number, [number, number, number]>();
    const cells = [...groups.keys()]
      .sort((a, b) => a - b)
      .map((cell): PracticeCell => {
        const values = sorted(groups.get(cell)!);
        const quartiles = [0.25, 0.5, 0.75].map((p) => quantileSorted(values, p)) as [number, number, number];
        quartilesOf.set(cell, quartiles);
        const band = cell % bands.length;
        return {
          kind: kinds[Math.floor(cell / bands.length)],
          weightFrom: bands[band],
          weightTo: bands[band + 1] ?? Infinity,
          count: values.length,
          quartiles
        };
      });
    const byCentre = new Map<number, number[]>();
    cellOf.forEach((cell, k) => {
      if (cell < 0) return;
      const code = centre.codes[person[k]];
      const own = byCentre.get(code);
      if (own) own.push(k);
      else byCentre.set(code, [k]);
    });
    const z = normalQuantile((1 - design.level) / 2, true);
    const centres = [...byCentre].map(([code, rows]): CentrePractice => {
      const logs = rows.map((k) => log(product[row[k]] / quartilesOf.get(cellOf[k])![1]));
      const mean = logs.reduce((total, value) => total + value, 0) / logs.length;
      const squares = logs.reduce((total, value) => total + (value - mean) * (value - mean), 0);
      const se = logs.length > 1 ? Math.sqrt(squares / (logs.length - 1) / logs.length) : Infinity;
      const own = new Map<number, number[]>();
      for (const k of rows) own.set(cellOf[k], [...(own.get(cellOf[k]) ?? []), k]);
      const large = [...own].filter(([, members]) => members.length >= design.leastInCell);
      return {
        centre: centre.levels[code],
        count: rows.length,
        ratio: exp(mean),
        lower: exp(mean - z * se),
        upper: exp(mean + z * se),
        above: rows.filter((k) => product[row[k]] > quartilesOf.get(cellOf[k])![2]).length / rows.length,
        cells: large.length,
        cellsAbove: large.filter(
          ([cell, members]) => quantileSorted(sorted(members), 0.5) > quartilesOf.get(cell)![2]
        ).length
      };
    });
    centres.sort((a, b) => b.ratio - a.ratio);
    return {
      cells,
      centres,
      bestQuarter: quantileSorted(centres.map(({ratio}) => ratio).reverse(), 0.25)
    };
  });
}

/**
 * The factor of each of today's procedures if its centre came down to the best quarter: its ratio over the
 * centre's, at most 1.
 */
export function bestQuarterFactor(
  study: Study,
  risk: LifetimeRisk,
  today: Today,
  design: Practice
): (k: number) => number {
  const {centres, bestQuarter} = practice(study, risk, today, design);
  const {centre} = persons(study);
  const {person} = todaysProcedures(study, risk, today);
  const byCode = new Map(centres.map(({centre: name, ratio}) => [centre.levels.indexOf(name), ratio]));
  return (k) => Math.min(1, bestQuarter / (byCode.get(centre.codes[person[k]]) ?? bestQuarter));
}
