import {cross} from "../../src/stats/cohort/cross.js";
import {detectableSlope} from "../../src/stats/power/detectableSlope.js";
import {type PowerCells, scoreMoments, scorePower} from "../../src/stats/power/scorePower.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {expectedIn} from "../definitions/referenceRates.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {publishedDose, publishedUnit} from "./trend.js";

/** What is planned: the cancers' designs, the years of continued follow-up, and the test. */
export interface PowerPlan {
  designs: readonly DoseResponse[];
  years: readonly number[];
  alpha: number;
  power: number;
}

/** What a cohort followed on for some years would hold and find. */
interface Outlook {
  personYears: number;
  expected: number;
  /** Per 100 mGy; with even odds, with the power planned, and with nine in ten. */
  detectable: {even: number; planned: number; high: number};
  /** Power at the excess relative risk that made the data; `null` without a single one. */
  powerAtTruth: number | null;
}

/** The smallest excess relative risk that would be found, over the years of continued follow-up. */
export function detectableFigure(plan: PowerPlan): Step {
  const per100 = {type: "number", unit: publishedUnit, digits: 3} as const;
  return (study) => ({
    kind: "figure",
    form: "line-with-band",
    caption: `Smallest excess relative risk ${publishedUnit} that a two-sided test at ${100 * plan.alpha} % finds with a power of ${100 * plan.power} %, by years of continued follow-up; bands from a power of 50 to 90 %.`,
    alt: `Falling lines of the smallest detectable excess relative risk of ${plan.designs.length} outcomes over ${plan.years.at(-1)} years of continued follow-up.`,
    data: {
      lines: {
        columns: [
          {name: "series", label: "Outcome", type: "text"},
          {name: "x", label: "Continued for", type: "number", unit: "years"},
          {name: "estimate", label: "Smallest detectable ERR", ...per100},
          {name: "lower", label: "lower", ...per100},
          {name: "upper", label: "upper", ...per100}
        ],
        rows: plan.designs.flatMap((design) =>
          plan.years.map((years): Cell[] => {
            const {even, planned, high} = outlook(study, design, years, plan).detectable;
            return [design.outcome.label, years, planned, even, high];
          })
        )
      }
    },
    options: {
      x: "Years of continued follow-up",
      y: `Smallest detectable excess relative risk ${publishedUnit}`,
      log: true
    }
  });
}

/** To which share of today's the longest continued follow-up brings the smallest detectable effect, as a sentence. */
export function detectableFound(plan: PowerPlan): Step {
  return (study) => {
    const longest = Math.max(...plan.years);
    const shares = plan.designs
      .map((design) => {
        const [now, then] = [0, longest].map(
          (years) => outlook(study, design, years, plan).detectable.planned
        );
        return {name: design.outcome.label, percent: Math.round((100 * then) / now)};
      })
      .sort((a, b) => a.percent - b.percent);
    const list = shares.map(({name, percent}) => `${percent} % for ${name}`);
    return {
      kind: "statement",
      text: `${longest} more years bring the smallest detectable excess relative risk down to ${list.slice(0, -1).join(", ")} and ${list.at(-1)} of what it is today.`
    };
  };
}

const columns: Column[] = [
  {name: "outcome", label: "Outcome", type: "text"},
  {name: "years", label: "Continued for", type: "number", unit: "years"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "expected", label: "Cases expected", type: "count"},
  {name: "detectable", label: "Smallest detectable ERR", type: "number", unit: publishedUnit, digits: 3}
];

/** Person-years, expected cases and the smallest detectable excess relative risk; power at the truth of synthetic data. */
export function detectableTable(plan: PowerPlan): Step {
  return (study) => {
    const power: Column = {name: "power", label: "Power at the truth", type: "number", unit: "%", digits: 2};
    return {
      kind: "table",
      caption: "What continued follow-up brings.",
      columns: study.truth ? [...columns, power] : columns,
      rows: plan.designs.flatMap((design) =>
        plan.years.map((years): Cell[] => {
          const {personYears, expected, detectable, powerAtTruth} = outlook(study, design, years, plan);
          const row: Cell[] = [design.outcome.label, years, personYears, expected, detectable.planned];
          return study.truth ? [...row, powerAtTruth === null ? null : 100 * powerAtTruth] : row;
        })
      ),
      partition: "outcome",
      notes: study.truth
        ? [
            "Power at the truth: with the excess relative risk that made the synthetic data; empty where the cancers of the group were made with different ones."
          ]
        : []
    };
  };
}

function outlook(study: Study, design: DoseResponse, years: number, {alpha, power}: PowerPlan): Outlook {
  return study.once(`outlook ${JSON.stringify({design, years, alpha, power})}`, () => {
    const now = transplantFactors(study, design);
    const table = cells(study, {...design, continuedYears: years});
    const transplanted = table.keys.transplant.codes;
    const expected = expectedIn(study, design.outcome, table).map((value, i) => value * now[transplanted[i]]);
    const strata = cross(design.strata.map((key) => table.keys[key].codes)).codes;
    const plan: PowerCells = {expected, dose: table.doseMean, strata};
    const find = (wanted: number) => publishedDose * detectableSlope(plan, {alpha, power: wanted});
    const err: Record<string, {perMgy: number}> | undefined = study.truth?.model.cardiac.err;
    const slopes = new Set(err ? design.outcome.groups.map((group) => err[group].perMgy) : []);
    return {
      personYears: table.pyr.reduce((sum, value) => sum + value, 0),
      expected: expected.reduce((sum, value) => sum + value, 0),
      detectable: {even: find(0.5), planned: find(power), high: find(0.9)},
      powerAtTruth: slopes.size === 1 ? scorePower(scoreMoments(plan), [...slopes][0], {alpha}) : null
    };
  });
}

/** Observed over expected cases before and after transplant up to now: what the registries' rates are multiplied by. */
function transplantFactors(study: Study, design: DoseResponse): number[] {
  const table = cells(study, design);
  const expected = expectedIn(study, design.outcome, table);
  const sums = [0, 1].map(() => ({observed: 0, expected: 0}));
  table.keys.transplant.codes.forEach((code, i) => {
    sums[code].observed += table.cases[i];
    sums[code].expected += expected[i];
  });
  return sums.map((sum) => (sum.expected > 0 ? sum.observed / sum.expected : 1));
}
