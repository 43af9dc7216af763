import * as Plot from "@observablehq/plot";

/** Colours of series, safe for colour-blind readers; the style sheet gives each a light and a dark value. */
export const series = [
  "var(--series-1)",
  "var(--series-2)",
  "var(--series-3)",
  "var(--series-4)",
  "var(--series-5)"
];
export const muted = "var(--muted)";
export const hairline = "var(--hairline)";
export const paper = "var(--paper)";

/** Size of the figures' text in px; the narrow drawing is shown no smaller than it is drawn. */
export const fontSize = 12.5;

/** What every drawing needs besides its data: the text for those who cannot see it, and where to draw. */
export interface Canvas {
  width: number;
  alt: string;
  document: Document;
}

/**
 * Draws marks by Observable Plot as an SVG that takes its fonts and colours from the page, carries no
 * style of its own, and has the figure's text for screen readers.
 */
export function chart({width, alt, document}: Canvas, options: Plot.PlotOptions): SVGSVGElement {
  const svg = Plot.plot({...options, document, width}) as unknown as SVGSVGElement;
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const element of svg.querySelectorAll("[style]")) element.removeAttribute("style");
  for (const group of svg.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  for (const element of svg.querySelectorAll("[class]")) element.removeAttribute("class");
  svg.removeAttribute("class");
  svg.removeAttribute("font-family");
  svg.setAttribute("font-size", String(fontSize));
  svg.setAttribute("fill", "currentColor");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alt);
  return svg;
}

/** Several drawings of one width, one under the other, as one SVG. */
export function stack({width, alt, document}: Canvas, parts: readonly SVGSVGElement[]): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  let height = 0;
  for (const part of parts) {
    part.removeAttribute("role");
    part.removeAttribute("aria-label");
    part.setAttribute("y", String(height));
    height += Number(part.getAttribute("height"));
    svg.append(part);
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("font-size", String(fontSize));
  svg.setAttribute("fill", "currentColor");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alt);
  return svg;
}

/** Width of a text in px, to about a tenth: enough to leave room for it. */
export function textWidth(text: string, size = fontSize): number {
  return 0.5 * size * text.length;
}

/** A text in lines of at most `width` px, broken at spaces. */
export function wrap(text: string, width: number, size = fontSize): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
