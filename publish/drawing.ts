import {JSDOM} from "jsdom";
import {drawFigure, figureWidths} from "../src/components/drawFigure.js";
import type {Figure} from "../src/stats/result/report.js";

/** A figure as SVG, for a page on a desk and for one in the hand. */
export interface Drawing {
  wide: string;
  narrow: string;
}

/**
 * Draws a figure in both widths, the same for the same figure.
 * @throws RangeError when its data lack what its form needs.
 */
export function drawing(figure: Figure): Drawing {
  document ??= new JSDOM("").window.document;
  return {
    wide: drawFigure(figure, figureWidths.wide, document),
    narrow: drawFigure(figure, figureWidths.narrow, document)
  };
}

let document: Document | undefined;
