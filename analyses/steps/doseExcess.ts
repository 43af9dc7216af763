import {exp} from "../../src/stats/numeric/elementary.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import {poissonInterval} from "../../src/stats/sir/poissonInterval.js";
import type {Step} from "../analysis.js";
import {bandLabel} from "../designs/bands.js";
import {type DoseExcess, exceeding, excessCells, excessFit} from "../designs/doseExcess.js";
import type {Study} from "../study.js";
import {profileOf, scaled, scaledEstimate} from "./slope.js";

/** Excess rates are given per 1,000 person-years. */
export const perRate = 1000;

/** The excess rate per Gy in each period, and the background rate. */
export function excessSlopes(design: DoseExcess): Step {
  return (study) => {
    const {parameters} = excessFit(study, design);
    const {cases, period} = excessCells(study, design);
    const rows = design.periods.map((_, k): Cell[] => {
      const {lower, upper} = scaled(profileOf(parameters[k]), perRate);
      const own = cases.reduce((sum, value, i) => sum + (period[i] === k ? value : 0), 0);
      const slope = scaledEstimate(parameters[k], perRate);
      return [periodLabel(design, k), own, slope, lower, upper, parameters[k].p];
    });
    const background = parameters[parameters.length - 1];
    const {lower, upper} = profileOf(background);
    return {
      kind: "table",
      caption: `Excess rate of a first ${design.outcome.label} per Gy of ${design.doseLabel}, and the rate without dose.`,
      columns: [
        {name: "period", label: "Since treatment", type: "text"},
        {name: "cases", label: "Cases", type: "count"},
        {name: "excess", label: "Excess per Gy", type: "number", digits: 3, from: ["cases"]},
        {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
        {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]},
        {name: "p", label: "p", type: "p", from: ["cases"]}
      ],
      rows: [
        ...rows,
        [
          "rate at no dose, any time",
          null,
          perRate * exp(background.estimate),
          perRate * exp(lower),
          perRate * exp(upper),
          null
        ]
      ],
      notes: [
        `Per 1,000 person-years. ${100 * design.level} % profile-likelihood intervals; p by the Wald test.`
      ]
    };
  };
}

/** The excess rate per Gy in one of the periods. */
export function excessSlope(design: DoseExcess, k: number): Step {
  return (study) => {
    const {parameters} = excessFit(study, design);
    const {cases, period} = excessCells(study, design);
    return {
      kind: "estimate",
      label: `Excess rate of a first ${design.outcome.label}, ${periodLabel(design, k)}`,
      value: scaledEstimate(parameters[k], perRate)!,
      ...scaled(profileOf(parameters[k]), perRate),
      level: design.level,
      digits: 3,
      unit: "per 1,000 person-years and Gy",
      cases: cases.reduce((sum, value, i) => sum + (period[i] === k ? value : 0), 0)
    };
  };
}

/** Cases, person-years, observed and fitted rate in each dose band and period. */
export function excessBands(design: DoseExcess): Step {
  const figure = (name: string, label: string): Column => ({
    name,
    label,
    type: "number",
    digits: 3,
    from: ["cases"]
  });
  return (study) => ({
    kind: "table",
    caption: `Rate of a first ${design.outcome.label} per 1,000 person-years, observed and fitted.`,
    columns: [
      {name: "period", label: "Since treatment", type: "text"},
      {name: "band", label: "Dose", type: "text", unit: "Gy"},
      {...figure("meanDose", "Mean dose"), unit: "Gy"},
      {name: "personYears", label: "Person-years", type: "personTime"},
      {name: "cases", label: "Cases", type: "count"},
      figure("observed", "Observed rate"),
      figure("lower", "lower"),
      figure("upper", "upper"),
      figure("fitted", "Fitted rate")
    ],
    rows: design.periods.flatMap((_, period) =>
      bandsIn(study, design, period).map(({label, meanDose, pyr, cases, fitted}): Cell[] => {
        const {lower, upper} = poissonInterval(cases, "exact", design.level);
        const rate = (count: number) => (perRate * count) / pyr;
        return [
          periodLabel(design, period),
          label,
          meanDose,
          pyr,
          cases,
          rate(cases),
          rate(lower),
          rate(upper),
          rate(fitted)
        ];
      })
    ),
    partition: "period",
    notes: ["Exact intervals of the observed rates."],
    fits: [
      {
        name: "bands",
        label: "Excess per Gy and year from the dose bands",
        spec: {
          model: "poisson",
          response: {events: "cases", personTime: "personYears"},
          excess: {
            kind: "absolute",
            dose: design.periods.map((_, k) => {
              const name = periodLabel(design, k);
              return {name, expression: `(period == "${name}") * meanDose`};
            })
          },
          interval: {level: design.level, methods: ["wald", "profile"]}
        }
      }
    ]
  });
}

/** The chance of the outcome within the first period over dose: the fitted curve, and dots from the observed rates. */
export function riskOverDose(design: DoseExcess, topGy: number): Step {
  const columns = (first: Column[]): Column[] => [
    ...first,
    {name: "x", label: "Dose", type: "number", unit: "Gy", digits: 3},
    {name: "estimate", label: "Chance", type: "number", unit: "%", digits: 3},
    {name: "lower", label: "lower", type: "number", digits: 3},
    {name: "upper", label: "upper", type: "number", digits: 3}
  ];
  return (study) => {
    const {parameters} = excessFit(study, design);
    const years = firstPeriod(design);
    const {lower, upper} = scaled(profileOf(parameters[0]), 1);
    const background = exp(parameters[parameters.length - 1].estimate);
    const chance = (rate: number) => 100 * (1 - exp(-years * rate));
    const lines = Array.from({length: 31}, (_, k): Cell[] => {
      const dose = (topGy * k) / 30;
      const at = (slope: number | null) =>
        slope === null ? null : chance(Math.max(0, background + slope * dose));
      return ["fitted", dose, at(scaledEstimate(parameters[0], 1)), at(lower), at(upper)];
    });
    const bands = bandsIn(study, design, 0);
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Chance of an ${design.outcome.label} within ${years} years of treatment, by ${design.doseLabel}: the fitted curve with its interval, and dots from the rates observed in dose bands.`,
      alt: `The fitted chance of an ${design.outcome.label} from 0 to ${topGy} Gy with its band, and ${bands.length} observed points with intervals.`,
      data: {
        lines: {columns: columns([{name: "series", label: "Series", type: "text"}]), rows: lines},
        points: {
          columns: columns([{name: "cases", label: "Cases", type: "count"}]).map((column) =>
            column.type === "number" ? {...column, from: ["cases"]} : column
          ),
          rows: bands.map(({meanDose, pyr, cases}): Cell[] => {
            const bounds = poissonInterval(cases, "exact", design.level);
            const at = (count: number) => chance(count / pyr);
            return [cases, meanDose, at(cases), at(bounds.lower), at(bounds.upper)];
          })
        }
      },
      options: {
        x: `${design.doseLabel[0].toUpperCase()}${design.doseLabel.slice(1)} (Gy)`,
        y: `Chance within ${years} years (%)`
      },
      notes: ["As though nobody died: the curves of cumulative incidence take death into account."]
    };
  };
}

/** Children, person-years and cases of the design's cohort, for the flow and totals. */
export function excessCohort(design: DoseExcess) {
  return (study: Study) => exceeding(study, design);
}

function bandsIn(study: Study, design: DoseExcess, period: number) {
  const cells = excessCells(study, design);
  const {fitted} = excessFit(study, design);
  return design.doseBands.map((lower, k) => {
    const band = {
      label: bandLabel(lower, design.doseBands[k + 1] ?? Infinity),
      meanDose: 0,
      pyr: 0,
      cases: 0,
      fitted: 0
    };
    for (let i = 0; i < cells.pyr.length; ++i) {
      if (cells.period[i] !== period || cells.band[i] !== k) continue;
      band.pyr += cells.pyr[i];
      band.cases += cells.cases[i];
      band.fitted += fitted[i];
      band.meanDose += cells.pyr[i] * cells.dose[i];
    }
    if (band.pyr === 0)
      throw new RangeError(`doseBands must each hold follow-up; got none in ${band.label} Gy`);
    return {...band, meanDose: band.meanDose / band.pyr};
  });
}

function firstPeriod({periods}: DoseExcess): number {
  if (periods.length < 2 || periods[0] !== 0)
    throw new RangeError(`periods must be 0 and a later year; got ${periods.join(", ")}`);
  return periods[1];
}

function periodLabel({periods}: DoseExcess, k: number): string {
  const next = periods[k + 1];
  return next === undefined ? `${periods[k]} years or more` : `${periods[k]} to ${next} years`;
}
