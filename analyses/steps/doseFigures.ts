import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseHazard, hazardFit} from "../designs/doseHazard.js";
import type {Study} from "../study.js";
import {profileOf, scaled, scaledEstimate} from "./slope.js";

/** A figure of the treatments table by which an organ's dose may be summed up. */
export interface DoseFigure {
  label: string;
  column: string;
  /** The slope is given per so many of its units: 10 for "per 10 %". */
  per: number;
  unit: string;
}

/** The linear slope on each figure in turn, all else as in the design, and how well each tells who has the outcome. */
export function doseFigures(design: DoseHazard, figures: readonly DoseFigure[]): Step {
  return (study) => {
    const fits = figures.map(({column}) => fitOn(study, design, column));
    const best = Math.min(...fits.map(({aic}) => aic));
    return {
      kind: "table",
      caption: `Excess relative hazard of a first ${design.outcome.label} on each measure of dose and volume, one model each.`,
      columns: [
        {name: "figure", label: "Measure", type: "text"},
        {name: "unit", label: "Slope per", type: "text"},
        {name: "cases", label: "Cases", type: "count"},
        {name: "err", label: "ERR", type: "number", digits: 3, from: ["cases"]},
        {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
        {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]},
        {name: "p", label: "p", type: "p", from: ["cases"]},
        {name: "behind", label: "AIC above the best", type: "number", digits: 3, from: ["cases"]}
      ],
      rows: figures.map(({label, per, unit}, k): Cell[] => {
        const {parameters, events, aic} = fits[k];
        const {lower, upper} = scaled(profileOf(parameters[0]), per);
        const slope = scaledEstimate(parameters[0], per);
        return [label, `${per} ${unit}`, events, slope, lower, upper, parameters[0].p, aic - best];
      }),
      notes: [
        `${100 * design.level} % profile-likelihood intervals; p by the Wald test. The models are not nested: a difference of AIC below 2 tells nothing, above 10 much.`
      ]
    };
  };
}

/** The figure whose model has the lowest AIC, and by how much it is ahead of the next. */
export function bestFigure(design: DoseHazard, figures: readonly DoseFigure[]): Step {
  return (study) => {
    const ranked = figures
      .map(({label, column}) => ({label: label.split(",")[0], aic: fitOn(study, design, column).aic}))
      .sort((a, b) => a.aic - b.aic);
    const [first, second] = ranked;
    const last = ranked[ranked.length - 1];
    return {
      kind: "statement",
      text: `${first.label} tells best who has a ${design.outcome.label}: ${second.label} is behind by ${(second.aic - first.aic).toFixed(1)} of AIC, ${last.label} by ${(last.aic - first.aic).toFixed(1)}.`,
      cases: hazardFit(study, design).events
    };
  };
}

function fitOn(study: Study, design: DoseHazard, doseColumn: string) {
  return hazardFit(study, {...design, doseColumn});
}
