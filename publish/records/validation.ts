import type {Cell, Report} from "../../src/stats/result/report.js";

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
  analysis: string;
  item: string;
  unit: string;
  truth: number;
  covered: number;
  of: number;
  seeds: {estimate: number}[];
}

/** The validation page: every comparison, the worst first, and the recovery of the truth. */
export function validationRecord(comparisons: readonly Comparison[], recovery: readonly Recovery[]): Report {
  const total = comparisons.reduce((sum, {figures}) => sum + figures, 0);
  const eight = comparisons.filter(({agreed}) => agreed >= 8).length;
  return {
    id: "docs/validation",
    title: "Validation",
    question: "Do the numbers agree with those of other programs?",
    warnings: [],
    provenance: null,
    items: {
      comparisons: {kind: "estimate", label: "Comparisons", value: comparisons.length},
      figures: {kind: "estimate", label: "Figures compared", value: total},
      "eight-digits": {kind: "estimate", label: "Comparisons to eight digits or more", value: eight},
      table: {
        kind: "table",
        caption: "Every comparison, the worst agreement first.",
        columns: [
          {name: "estimator", label: "Estimator", type: "text"},
          {name: "figure", label: "Figure", type: "text"},
          {name: "data", label: "Data", type: "text"},
          {name: "peer", label: "Compared with", type: "text"},
          {name: "figures", label: "Figures", type: "number"},
          {name: "agreed", label: "Digits", type: "number"},
          {name: "because", label: "Why no more", type: "text"}
        ],
        rows: comparisons.map(({estimator, figure, data, peer, figures, agreed, because}): Cell[] => [
          estimator,
          figure,
          data,
          peer,
          figures,
          agreed,
          because ?? null
        ])
      },
      recovery: {
        kind: "table",
        caption: "Twenty other synthetic cohorts: in how many the 95 % interval holds the true value.",
        columns: [
          {name: "report", label: "Report", type: "text"},
          {name: "estimate", label: "Estimate", type: "text"},
          {name: "truth", label: "True value", type: "number", digits: 3},
          {name: "unit", label: "Unit", type: "text"},
          {name: "median", label: "Median estimate", type: "number", digits: 3},
          {name: "covered", label: "Intervals that hold it", type: "text"}
        ],
        rows: recovery.map(({analysis, item, truth, unit, covered, of, seeds}): Cell[] => [
          analysis,
          item,
          truth,
          unit,
          median(seeds.map(({estimate}) => estimate)),
          `${covered} of ${of}`
        ])
      }
    }
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
