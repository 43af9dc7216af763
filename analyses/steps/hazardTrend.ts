import {exp} from "../../src/stats/numeric/elementary.js";
import type {Cell, Column, Estimate, TableData} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bandLabel} from "../designs/bands.js";
import {bandFit, type DoseHazard, hazardFit, hazardLogLikOver, hazardRows} from "../designs/doseHazard.js";
import type {Study} from "../study.js";
import {covers} from "./covers.js";
import {doseResponseFigure} from "./doseResponseFigure.js";
import {profileFigure} from "./profileFigure.js";
import {type Publishing, profileOf, scaled, slopeEstimate} from "./slope.js";

/** The unit in which slopes are published: that of the extract, per Gy. */
export const hazardUnit = "per Gy";

/** The excess relative hazard per Gy, with its profile-likelihood interval. */
export function hazardTrend(design: DoseHazard): Step {
  return (study) => ({...hazardEstimate(study, design), warnings: hazardFit(study, design).warnings});
}

/** The estimate alone, for tables that compare designs. */
export function hazardEstimate(study: Study, design: DoseHazard): Estimate {
  const {parameters, events, tests} = hazardFit(study, design);
  return slopeEstimate(
    `Excess relative hazard of ${design.outcome.label}`,
    parameters[0],
    publishing(design),
    {cases: events, p: tests.dose?.p}
  );
}

/**
 * Whether the interval holds the slope that made the synthetic events; empty for children's own data.
 * @throws RangeError when the outcome was not made with a slope, or with that on another organ.
 */
export function trueHazard(design: DoseHazard): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const {cardiac, stroke} = study.truth.model.radiotherapy;
    const made = Object.entries({cardiac, stroke}).find(([name]) => name === design.outcome.name)?.[1];
    if (!made)
      throw new RangeError(
        `outcome must be one made with a slope (cardiac, stroke); got ${design.outcome.name}`
      );
    const {organ, perGy} = made;
    if (design.doseColumn !== `dose_${organ}_gy`)
      throw new RangeError(
        `doseColumn must be dose_${organ}_gy, which made the events; got ${design.doseColumn}`
      );
    const estimate = hazardEstimate(study, design);
    return covers(perGy, estimate, hazardUnit, estimate.cases);
  };
}

/** Children, cases, person-years and hazard ratio by dose band. */
export function hazardBands(design: DoseHazard): Step {
  return (study) => ({
    kind: "table",
    caption: `First ${design.outcome.label} by ${design.doseLabel}.`,
    ...bandTable(study, design),
    notes: [
      `Hazard ratio against the lowest band, with ${100 * design.level} % profile-likelihood intervals.`
    ]
  });
}

/**
 * The hazard ratio in dose bands and along the fitted line.
 * @param anchored draw the bands against no dose: the lowest lies on the line at its mean dose, and so no
 *   longer at 1 where it holds doses that matter.
 */
export function hazardFigure(design: DoseHazard, {anchored = false} = {}): Step {
  const label = `Relative hazard of a ${design.outcome.label}`;
  const dose = `${design.doseLabel[0].toUpperCase()}${design.doseLabel.slice(1)}`;
  return doseResponseFigure({label, dose, unit: "Gy"}, (study) => ({
    points: anchored ? onTheLine(study, design) : bandTable(study, design),
    slope: hazardFit(study, design).parameters[0],
    bands: doseBands(study, design)
  }));
}

/** The bands' hazard ratios times the line's at the mean dose of the lowest band. */
function onTheLine(study: Study, design: DoseHazard): TableData {
  const {columns, rows} = bandTable(study, design);
  const [reference] = doseBands(study, design);
  const factor = 1 + hazardFit(study, design).parameters[0].estimate * reference.meanDose;
  const from = columns.findIndex(({name}) => name === "rr");
  const times = (cell: Cell, j: number) => (j >= from && typeof cell === "number" ? factor * cell : cell);
  return {
    columns: columns.map((column, j) => (j === from ? {...column, label: "Hazard against no dose"} : column)),
    rows: rows.map((row) => row.map(times))
  };
}

/** The profile likelihood of the slope. */
export function hazardProfile(design: DoseHazard): Step {
  return profileFigure(publishing(design), (study) => {
    const {parameters, logLik} = hazardFit(study, design);
    return {slope: parameters[0], logLik, logLikAt: hazardLogLikOver(study, design)};
  });
}

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text", unit: "Gy"},
  {name: "meanDose", label: "Mean dose", type: "number", unit: "Gy", digits: 3, from: ["children"]},
  {name: "children", label: "Children", type: "count"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "cases", label: "Cases", type: "count"},
  {name: "rr", label: "Hazard ratio", type: "number", digits: 3, from: ["cases"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];

function bandTable(study: Study, design: DoseHazard): TableData {
  const {parameters} = bandFit(study, design);
  const rows = doseBands(study, design).map(({label, meanDose, children, pyr, cases}, k): Cell[] => {
    if (k === 0) return [label, meanDose, children, pyr, cases, 1, null, null];
    const parameter = parameters[k - 1];
    const {lower, upper} = scaled(profileOf(parameter), 1);
    const ratio = (value: number | null) => (value === null ? null : exp(value));
    return [label, meanDose, children, pyr, cases, exp(parameter.estimate), ratio(lower), ratio(upper)];
  });
  return {columns, rows};
}

function doseBands(study: Study, design: DoseHazard) {
  const {entry, exit, event, dose} = hazardRows(study, design);
  return design.doseBands.map((lower, k) => {
    const upper = design.doseBands[k + 1] ?? Infinity;
    const band = {label: bandLabel(lower, upper), lower, upper, meanDose: 0, children: 0, pyr: 0, cases: 0};
    for (let i = 0; i < dose.length; ++i) {
      if (!(dose[i] >= lower && dose[i] < upper)) continue;
      const pyr = (exit[i] - entry[i]) / 365.25;
      ++band.children;
      band.pyr += pyr;
      band.cases += event[i];
      band.meanDose += pyr * dose[i];
    }
    if (band.pyr === 0)
      throw new RangeError(`doseBands must each hold follow-up; got none in ${band.label} Gy`);
    return {...band, meanDose: band.meanDose / band.pyr};
  });
}

function publishing({level}: DoseHazard): Publishing {
  return {per: 1, unit: hazardUnit, level};
}
