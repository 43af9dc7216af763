import type {Cell, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse, excessAt, fitExcess} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {mergeNeighbours} from "./mergeNeighbours.js";
import {inwards, isAtEnd, profileOf} from "./slope.js";

const unit = "per 10⁴ person-years and Gy";
/** From cases per person-year and mGy. */
const published = 1e4 * 1000;
const least = 10;

/** Table 7: the excess absolute rate per unit of dose, over all person-time, at the fitted excess relative risk. */
export function absoluteRisk(design: DoseResponse): Step {
  return (study) => {
    const {parameters, events, tests} = fitExcess(study, design);
    const [value, lower, upper] = slopes(study, design).map(
      (slope) => absoluteRates(study, design, slope, () => 0)[0] ?? null
    );
    const label = `Excess absolute risk of ${design.outcome.label}`;
    if (value === null) return {kind: "estimate", label, unit, value: {withheld: "not determined"}};
    const {status} = profileOf(parameters[0]);
    const estimate: Estimate = {
      kind: "estimate",
      label,
      value,
      lower,
      upper,
      status,
      level: design.level,
      unit,
      digits: 3,
      p: tests.dose.p,
      cases: events
    };
    return estimate;
  };
}

/**
 * Figure 7: the excess absolute rate by attained age. The relative excess is one for all ages, so the absolute
 * one rises as the background does. Neighbouring ages with fewer than ten cases are one group.
 */
export function absoluteByAge(design: DoseResponse): Step {
  return (study) => {
    const table = cells(study, design);
    const {codes} = table.keys.age;
    const counted = design.ages.map((from, k) => ({
      from,
      to: design.ages[k + 1] ?? Infinity,
      cases: 0,
      pyr: 0
    }));
    for (let i = 0; i < codes.length; ++i) {
      counted[codes[i]].cases += table.cases[i];
      counted[codes[i]].pyr += table.pyr[i];
    }
    const groups = mergeNeighbours(counted, least);
    const groupOf = (cell: number) => groups.findLastIndex(({from}) => design.ages[codes[cell]] >= from);
    const years = groups.map(() => 0);
    const ageYears = groups.map(() => 0);
    for (let i = 0; i < codes.length; ++i) {
      years[groupOf(i)] += table.pyr[i];
      ageYears[groupOf(i)] += table.pyr[i] * table.ageMean[i];
    }
    const rates = slopes(study, design).map((slope) => absoluteRates(study, design, slope, groupOf));
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Excess absolute risk of ${design.outcome.label} ${unit} by attained age, at the fitted excess relative risk.`,
      alt: `The excess absolute risk with its interval in ${groups.length} groups of attained age.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Outcome", type: "text"},
            {name: "group", label: "Attained age", type: "text"},
            {name: "x", label: "Mean age", type: "number", unit: "years", digits: 3},
            {name: "cases", label: "Cases", type: "count"},
            {name: "estimate", label: "EAR", type: "number", unit, digits: 3, from: ["cases"]},
            {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
            {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
          ],
          rows: groups.map(({from, to, cases}, k): Cell[] => [
            design.outcome.label,
            to === Infinity ? `${from} years or more` : `${from}–${to - 1} years`,
            ageYears[k] / years[k],
            cases,
            ...rates.map((of) => of[k] ?? null)
          ]),
          partition: "series"
        }
      },
      options: {
        x: "Attained age (years)",
        y: `Excess absolute risk ${unit}`,
        points: true,
        reference: 0,
        referenceLabel: "no excess"
      }
    };
  };
}

/**
 * The fitted slope and the ends of its interval; `null` where an end is infinite or that of what the model
 * allows, which leaves no excess to speak of.
 */
function slopes(study: Study, design: DoseResponse): (number | null)[] {
  const slope = fitExcess(study, design).parameters[0];
  const {lower, upper, status} = profileOf(slope);
  return [
    // Two digits towards no effect: at the end itself the rates would be those of −1 over the highest dose.
    isAtEnd(slope) ? inwards(slope.estimate) : slope.estimate,
    status.lower === "boundary" ? NaN : lower,
    upper
  ].map((value) => (Number.isFinite(value) ? value : null));
}

/** Excess cases over person-years × dose in each group of cells, at a given slope. */
function absoluteRates(
  study: Study,
  design: DoseResponse,
  slope: number | null,
  groupOf: (cell: number) => number
): number[] {
  if (slope === null) return [];
  const {rows, excess, exposure} = excessAt(study, design, slope);
  const sums: {excess: number; exposure: number}[] = [];
  for (let i = 0; i < rows.length; ++i) {
    sums[groupOf(rows[i])] ??= {excess: 0, exposure: 0};
    const sum = sums[groupOf(rows[i])];
    sum.excess += excess[i];
    sum.exposure += exposure[i];
  }
  return sums.map((sum) => (published * sum.excess) / sum.exposure);
}
