import * as aq from "arquero";
import {median} from "simple-statistics";
import type {Cell, Column, Report, Table} from "../../src/stats/result/report.js";
import {record} from "./record.js";

/** A comparison with a witness, as `npm run validation` keeps it. */
interface Comparison {
  estimator: string;
  figure: string;
  peer: string;
  data: string;
  digits: number;
  agreed: number;
  figures: number;
  because?: string;
}

/** How often an estimate's interval held the truth of synthetic extracts, as `npm run recovery` keeps it. */
interface Recovery {
  label: string;
  unit: string;
  truth: number;
  covered: number;
  of: number;
  seeds: {estimate: number}[];
}

/** How a method for uncertain doses did in simulated studies of known truth, as `npm run coverage` keeps it. */
export interface DoseCoverage {
  realisations: number;
  rows: {
    scenario: string;
    errors: string;
    method: string;
    truth: number;
    mean: number;
    biasPercent: number;
    covered: number;
    of: number;
    effective?: number;
  }[];
}

const methodNames: Record<string, string> = {
  naive: "recorded dose taken as true",
  rc: "regression calibration",
  cim: "the same, corrected information",
  erc: "extended regression calibration",
  mcml: "Monte Carlo maximum likelihood",
  fma: "frequentist model averaging",
  bma: "Bayesian model averaging",
  simex: "simulation extrapolation"
};

/** The validation page: every comparison, the worst first, and the recovery of the truth. */
export function validationRecord(
  comparisons: readonly Comparison[],
  recovery: readonly Recovery[],
  coverage: DoseCoverage
): Report {
  const total = comparisons.reduce((sum, {figures}) => sum + figures, 0);
  const eight = comparisons.filter(({agreed}) => agreed >= 8).length;
  return record("docs/validation", "Validation", "Do the numbers agree with those of other programs?", {
    comparisons: {kind: "estimate", label: "Comparisons", value: comparisons.length},
    figures: {kind: "estimate", label: "Figures compared", value: total},
    "eight-digits": {kind: "estimate", label: "Comparisons to eight digits or more", value: eight},
    "dose-errors": doseErrors(coverage),
    estimators: {
      kind: "table",
      caption: "Estimators, with what they were compared, and the fewest digits to which any figure agrees.",
      columns: [
        {name: "estimator", label: "Estimator", type: "text"},
        {name: "peer", label: "Compared with", type: "text"},
        {name: "comparisons", label: "Comparisons", type: "number"},
        {name: "figures", label: "Figures", type: "number"},
        {name: "agreed", label: "Fewest digits", type: "number", digits: 3},
        {name: "explained", label: "With a reason", type: "number"}
      ],
      rows: byEstimator(comparisons)
    },
    few: {
      kind: "table",
      caption: "Comparisons that agree to fewer than nine digits, and why.",
      columns: [
        {name: "comparison", label: "Comparison", type: "text"},
        {name: "agreed", label: "Digits", type: "number", digits: 2},
        {name: "because", label: "Why no more", type: "text"}
      ],
      rows: comparisons
        .filter(({agreed}) => agreed < 9)
        .map(({estimator, figure, data, peer, agreed, because}): Cell[] => [
          `${estimator}: ${figure}; ${data}; ${peer}`,
          agreed,
          because ?? null
        ])
    },
    all: {
      kind: "table",
      caption: "Every comparison, the worst agreement first.",
      columns,
      rows: comparisons.map(line)
    },
    recovery: {
      kind: "table",
      caption: "Twenty other synthetic cohorts: in how many the 95 % interval holds the true value.",
      columns: [
        {name: "estimate", label: "Estimate", type: "text"},
        {name: "truth", label: "True value", type: "number", digits: 3},
        {name: "unit", label: "Unit", type: "text"},
        {name: "median", label: "Median estimate", type: "number", digits: 3},
        {name: "covered", label: "Intervals that hold it", type: "text"}
      ],
      rows: recovery.map(({label, truth, unit, covered, of, seeds}): Cell[] => [
        label,
        truth,
        unit,
        median(seeds.map(({estimate}) => estimate)),
        `${covered} of ${of}`
      ])
    }
  });
}

const columns: Column[] = [
  {name: "estimator", label: "Estimator", type: "text"},
  {name: "figure", label: "Figure", type: "text"},
  {name: "data", label: "Data", type: "text"},
  {name: "peer", label: "Compared with", type: "text"},
  {name: "figures", label: "Figures", type: "number"},
  {name: "agreed", label: "Digits", type: "number", digits: 3},
  {name: "because", label: "Why no more", type: "text"}
];

function line({estimator, figure, data, peer, figures, agreed, because}: Comparison): Cell[] {
  return [estimator, figure, data, peer, figures, agreed, because ?? null];
}

/** One line an estimator and program, in the order of the alphabet. */
function byEstimator(comparisons: readonly Comparison[]): Cell[][] {
  return aq
    .from(
      comparisons.map(({estimator, peer, figures, agreed, because}) => ({
        estimator,
        program: peer.split(",")[0],
        figures,
        plain: because === undefined ? agreed : null,
        explained: because === undefined ? 0 : 1
      }))
    )
    .groupby("estimator", "program")
    .rollup({
      count: aq.op.count(),
      figures: aq.op.sum("figures"),
      agreed: aq.op.min("plain"),
      explained: aq.op.sum("explained")
    })
    .orderby("estimator", "program")
    .objects()
    .map((line) => {
      const {estimator, program, count, figures, agreed, explained} = line as Record<string, Cell>;
      return [estimator, program, count, figures, agreed ?? null, explained || null];
    });
}

/** Bias and coverage of each method in each scenario of dose error. */
function doseErrors({realisations, rows}: DoseCoverage): Table {
  return {
    kind: "table",
    caption: `Methods for uncertain doses in simulated studies, ${realisations} realisations each: mean estimate, bias, and how many 95 % intervals hold the truth.`,
    columns: [
      {name: "errors", label: "Errors of the doses", type: "text"},
      {name: "method", label: "Method", type: "text"},
      {name: "truth", label: "Truth", type: "number", digits: 2},
      {name: "mean", label: "Mean", type: "number", digits: 3},
      {name: "bias", label: "Bias", type: "number", unit: "%", digits: 2},
      {name: "covered", label: "Hold the truth", type: "number"},
      {name: "of", label: "Studies", type: "number"},
      {name: "effective", label: "Realisations that count", type: "number", digits: 2}
    ],
    rows: rows.map(({errors, method, truth, mean, biasPercent, covered, of, effective}): Cell[] => [
      errors,
      methodNames[method],
      truth,
      mean,
      biasPercent,
      covered,
      of,
      effective ?? null
    ]),
    notes: ["“Realisations that count” is 1 over the sum of their squared weights."]
  };
}
