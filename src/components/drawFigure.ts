import type {Figure, FigureForm} from "../stats/result/report.js";
import {bars} from "./bars.js";
import type {Canvas} from "./chart.js";
import {cumulativeIncidence} from "./cumulative-incidence.js";
import {doseByEra} from "./dose-by-era.js";
import {doseResponse} from "./dose-response.js";
import {flowChart} from "./flow-chart.js";
import {forest} from "./forest.js";
import {lineWithBand} from "./line-with-band.js";
import {profileLikelihood} from "./profile-likelihood.js";

const forms: Record<FigureForm, (figure: Figure, canvas: Canvas) => SVGSVGElement> = {
  "flow-chart": flowChart,
  "dose-by-era": doseByEra,
  "dose-response": doseResponse,
  "cumulative-incidence": cumulativeIncidence,
  forest,
  "line-with-band": lineWithBand,
  "profile-likelihood": profileLikelihood,
  bars
};

/** Widths in px at which each figure is drawn: for a page on a desk and for one in the hand. */
export const figureWidths = {wide: 680, narrow: 340} as const;

/**
 * Draws a figure of any form as SVG text, the same for the same figure and width.
 * @throws RangeError when the figure's data lack what its form needs.
 */
export function drawFigure(figure: Figure, width: number, document: Document): string {
  const svg = forms[figure.form](figure, {width, alt: figure.alt, document}).outerHTML;
  return svg.replace(/-?\d+\.\d{2,}(?=[^<>]*>)/g, (number) => String(Math.round(100 * Number(number)) / 100));
}
