import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {LifetimeRisk} from "../designs/lifetimeRisk.js";
import {bestQuarterFactor, type CentrePractice, type Practice, practice} from "../designs/practice.js";
import {meanRisk, type Today, todaysProcedures} from "../designs/todaysDoses.js";
import type {Study} from "../study.js";
import {riskUnit, summary, together} from "./lifetimeRisk.js";

/** The projection, what is today, and how centres are compared. */
export interface PracticeDesign {
  risk: LifetimeRisk;
  today: Today;
  practice: Practice;
}

const resultOf = (study: Study, design: PracticeDesign) =>
  practice(study, design.risk, design.today, design.practice);
const number = (name: string, label: string, digits: number): Column => ({
  name,
  label,
  type: "number",
  digits,
  from: ["procedures"]
});

/** Quartiles of the kerma-area product by class of procedure and weight band: local reference levels. */
export function referenceLevels(design: PracticeDesign): Step {
  return (study) => ({
    kind: "table",
    caption: "Kerma-area product of today's procedures by class and weight of the child.",
    columns: [
      {name: "class", label: "Procedure", type: "text"},
      {name: "weight", label: "Weight", type: "text", unit: "kg"},
      {name: "procedures", label: "Procedures", type: "count"},
      ...["First quartile", "Median", "Third quartile"].map((label, k) => ({
        ...number(["q1", "median", "q3"][k], label, 3),
        unit: "Gy·cm²"
      }))
    ],
    rows: resultOf(study, design).cells.map(({kind, weightFrom, weightTo, count, quartiles}): Cell[] => [
      kind,
      weightTo === Infinity
        ? `${weightFrom} or more`
        : weightFrom === 0
          ? `under ${weightTo}`
          : `${weightFrom} to ${weightTo}`,
      count,
      ...quartiles
    ]),
    partition: "class"
  });
}

/** The centres of the highest and of the lowest quarter, with the ratio of their products to those of all. */
export function centreFigure(design: PracticeDesign): Step {
  return (study) => {
    const {centres} = resultOf(study, design);
    const quarter = Math.ceil(centres.length / 4);
    const row =
      (group: string) =>
      ({centre, count, ratio, lower, upper}: CentrePractice): Cell[] => [
        group,
        centre,
        count,
        ratio,
        lower,
        upper
      ];
    return {
      kind: "figure",
      form: "forest",
      caption: `Kerma-area product of centres over that of all, at the same class of procedure and weight: the highest and the lowest quarter of ${centres.length} centres.`,
      alt: `Ratios with intervals of ${2 * quarter} centres, from ${centres[0].ratio.toFixed(2)} down to ${centres.at(-1)!.ratio.toFixed(2)}.`,
      data: {
        estimates: {
          columns: [
            {name: "group", label: "Quarter", type: "text"},
            {name: "label", label: "Centre", type: "text"},
            {name: "procedures", label: "Procedures", type: "count"},
            number("estimate", "Ratio", 3),
            number("lower", "lower", 3),
            number("upper", "upper", 3)
          ],
          rows: [
            ...centres.slice(0, quarter).map(row("Highest quarter")),
            ...centres.slice(-quarter).map(row("Lowest quarter"))
          ]
        }
      },
      options: {x: "Ratio of kerma-area product, centre to all", null: 1, scale: "log", whole: true}
    };
  };
}

/** Every centre: its ratio, and how often it lies above the third quartile of all. */
export function centreTable(design: PracticeDesign): Step {
  return (study) => ({
    kind: "table",
    caption: "All centres, by the ratio of their kerma-area products to those of all.",
    columns: [
      {name: "centre", label: "Centre", type: "text"},
      {name: "procedures", label: "Procedures", type: "count"},
      number("ratio", "Ratio", 3),
      number("lower", "lower", 3),
      number("upper", "upper", 3),
      {...number("above", "Above the third quartile", 2), unit: "%"},
      {...number("cells", "Classes and weights with enough procedures", 1), digits: undefined},
      {...number("cellsAbove", "Of these, with a median above the third quartile", 1), digits: undefined}
    ],
    rows: resultOf(study, design).centres.map(
      ({centre, count, ratio, lower, upper, above, cells, cellsAbove}): Cell[] => [
        centre,
        count,
        ratio,
        lower,
        upper,
        100 * above,
        cells,
        cellsAbove
      ]
    ),
    notes: [
      `Ratio: geometric mean of the product over the median of its class and weight band, with its ${100 * design.practice.level} % interval. A third quartile leaves a quarter of all procedures above it. A class and weight band counts with at least ${design.practice.leastInCell} procedures of the centre.`
    ]
  });
}

/** How many centres lie wholly above all: the lower bound of their ratio is above 1. */
export function centresAbove(design: PracticeDesign): Step {
  return (study) => ({
    kind: "estimate",
    label: "Centres whose products are above those of all",
    value: resultOf(study, design).centres.filter(({lower}) => lower > 1).length
  });
}

/** How many centres are compared. */
export function centreCount(design: PracticeDesign): Step {
  return (study) => ({
    kind: "estimate",
    label: "Centres",
    value: resultOf(study, design).centres.length
  });
}

/** The share of today's dose to an organ that would be saved if every centre did as the best quarter, in per cent. */
export function doseSaved(design: PracticeDesign, organ: string): Step {
  return (study) => {
    const {doses} = todaysProcedures(study, design.risk, design.today);
    const site = design.risk.sites.findIndex((own) => own.organ.name === organ);
    if (site < 0) throw new RangeError(`organ must be one of the sites'; got ${organ}`);
    const factor = bestQuarterFactor(study, design.risk, design.today, design.practice);
    let before = 0;
    let after = 0;
    doses[site].forEach((dose, k) => {
      before += dose;
      after += factor(k) * dose;
    });
    return {
      kind: "estimate",
      label: `Dose to the ${organ} saved`,
      type: "percent",
      value: 100 * (1 - after / before),
      digits: 2,
      cases: doses[site].length
    };
  };
}

/** Lifetime cases averted if every centre did as the best quarter, among 100,000 of today's procedures. */
export function bestQuarterAverts(design: PracticeDesign): Step {
  return (study) => {
    const {risk, today} = design;
    const factor = bestQuarterFactor(study, risk, today, design.practice);
    const before = together(meanRisk(study, risk, today));
    const after = together(meanRisk(study, risk, today, {factor}));
    const {mean, lower, upper, level} = summary(
      before.map((value, k) => value - after[k]),
      risk.level
    );
    return {
      kind: "estimate",
      label: "Lifetime cases averted",
      value: mean,
      lower,
      upper,
      level,
      unit: `lifetime cancers ${riskUnit}`,
      digits: 3,
      cases: todaysProcedures(study, risk, today).row.length
    };
  };
}
