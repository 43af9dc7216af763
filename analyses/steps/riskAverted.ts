import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type LifetimeRisk, riskSexes} from "../designs/lifetimeRisk.js";
import {meanRisk, type Today, todaysProcedures} from "../designs/todaysDoses.js";
import type {Study} from "../study.js";
import {procedureBase, riskUnit, sexLabels, summary, together} from "./lifetimeRisk.js";

/** The unit of cases averted. */
const figure = (name: string, label: string): Column => ({
  name,
  label,
  type: "number",
  digits: 3,
  from: ["procedures"]
});
const interval = [figure("lower", "lower"), figure("upper", "upper")];
const count: Column = {name: "procedures", label: "Procedures", type: "count"};

/** Lifetime cases that a reduction of every dose averts, as a share of one, among 100,000 of today's procedures. */
export function riskAverted(design: LifetimeRisk, today: Today, reduction: number): Step {
  return (study) => {
    const {averted, procedures} = avertedDraws(study, design, today, reduction);
    const {mean, lower, upper, level} = summary(averted, design.level);
    return {
      kind: "estimate",
      label: `Lifetime cases averted by ${100 * reduction} % less dose`,
      value: mean,
      lower,
      upper,
      level,
      unit: `lifetime cancers ${riskUnit}`,
      digits: 3,
      cases: procedures
    };
  };
}

/** Cases averted over the reduction of dose, in girls, boys and all. */
export function avertedFigure(design: LifetimeRisk, today: Today, reductions: readonly number[]): Step {
  return (study) => {
    const rows = [0, 1, -1].flatMap((sex) =>
      reductions.map((reduction): Cell[] => {
        const {averted, procedures} = avertedDraws(
          study,
          design,
          today,
          reduction,
          sexOf(study, design, today, sex)
        );
        const {mean, lower, upper} = summary(averted, design.level);
        return [sexLabels[sex] ?? "all children", 100 * reduction, mean, lower, upper, procedures];
      })
    );
    return {
      kind: "figure",
      form: "line-with-band",
      caption: "Lifetime cases of cancer that less dose averts, if every dose falls by the same share.",
      alt: `Lines with bands for girls, boys and all children over a reduction of dose from ${100 * reductions[0]} to ${100 * reductions.at(-1)!} %.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Children", type: "text"},
            {name: "x", label: "Reduction of dose", type: "number", unit: "%"},
            {...figure("estimate", "Cases averted"), unit: riskUnit},
            ...interval,
            count
          ],
          rows
        }
      },
      options: {x: "Reduction of dose (%)", y: `Cases averted ${riskUnit}`}
    };
  };
}

/** What remains and what is averted at each reduction. */
export function avertedTable(design: LifetimeRisk, today: Today, reductions: readonly number[]): Step {
  return (study) => ({
    kind: "table",
    caption: `Lifetime cases of cancer that remain and that are averted, ${riskUnit} of today.`,
    columns: [
      {name: "reduction", label: "Less dose", type: "text"},
      count,
      figure("remaining", "Remaining"),
      ...interval,
      figure("averted", "Averted"),
      ...interval
    ],
    rows: reductions.map((reduction): Cell[] => {
      const {averted, remaining, procedures} = avertedDraws(study, design, today, reduction);
      const [left, gained] = [remaining, averted].map((draws) => summary(draws, design.level));
      return [
        `${Math.round(100 * reduction)} %`,
        procedures,
        left.mean,
        left.lower,
        left.upper,
        gained.mean,
        gained.lower,
        gained.upper
      ];
    })
  });
}

/** Cases averted by class of procedure at a few reductions. */
export function avertedByProcedure(design: LifetimeRisk, today: Today, reductions: readonly number[]): Step {
  return (study) => {
    const {kind, kinds} = todaysProcedures(study, design, today);
    const groups = [
      ...kinds.map((name, k) => ({name, of: (i: number) => kind[i] === k})),
      {name: "all", of: () => true}
    ];
    return {
      kind: "table",
      caption: `Lifetime cases averted ${riskUnit} of each class.`,
      columns: [
        {name: "class", label: "Procedure", type: "text"},
        {name: "reduction", label: "Less dose", type: "text"},
        count,
        figure("averted", "Averted"),
        ...interval
      ],
      rows: groups.flatMap(({name, of}) =>
        reductions.map((reduction): Cell[] => {
          const {averted, procedures} = avertedDraws(study, design, today, reduction, of);
          const {mean, lower, upper} = summary(averted, design.level);
          return [name, `${Math.round(100 * reduction)} %`, procedures, mean, lower, upper];
        })
      ),
      partition: "class"
    };
  };
}

/** How many of today's procedures avert one case, at a reduction of every dose. */
export function proceduresForOne(design: LifetimeRisk, today: Today, reduction: number): Step {
  return (study) => {
    const {averted, procedures} = avertedDraws(study, design, today, reduction);
    const {mean, lower, upper, level} = summary(averted, design.level);
    return {
      kind: "estimate",
      label: "Procedures for one case averted",
      value: rounded(procedureBase / mean),
      lower: rounded(procedureBase / upper),
      upper: lower > 0 ? rounded(procedureBase / lower) : null,
      level,
      digits: 2,
      cases: procedures
    };
  };
}

/** The mean risk per procedure that remains and that is averted, in each draw. */
export function avertedDraws(
  study: Study,
  design: LifetimeRisk,
  today: Today,
  reduction: number,
  chosen: (k: number) => boolean = () => true
) {
  if (!(reduction >= 0 && reduction <= 1))
    throw new RangeError(`reduction must lie between 0 and 1; got ${reduction}`);
  const before = together(meanRisk(study, design, today, {chosen}));
  const remaining = together(meanRisk(study, design, today, {chosen, factor: () => 1 - reduction}));
  const {row} = todaysProcedures(study, design, today);
  return {
    remaining,
    averted: before.map((risk, k) => risk - remaining[k]),
    procedures: Array.from(row.keys()).filter(chosen).length
  };
}

/** To two significant digits: more would feign a precision that risk models do not have. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

function sexOf(study: Study, design: LifetimeRisk, today: Today, sex: number): (k: number) => boolean {
  if (sex >= riskSexes.length) throw new RangeError(`sex must be one of ${riskSexes.length}; got ${sex}`);
  const {sex: codes} = todaysProcedures(study, design, today);
  return (k) => sex < 0 || codes[k] === sex;
}
