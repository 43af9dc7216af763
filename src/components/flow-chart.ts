import type {Cell, Figure} from "../stats/result/report.js";
import {type Canvas, fontSize, wrap} from "./chart.js";
import {escapeHtml} from "./escapeHtml.js";
import {figureRows} from "./figureRows.js";
import {formatNumber} from "./formatNumber.js";
import {isWithheld} from "./isWithheld.js";

const line = 1.4 * fontSize;
const pad = 10;

/**
 * Who was included: down the middle those who remain, to the side those left out at each step. Rows
 * without a number of those left out are the boxes at the beginning and the end.
 */
export function flowChart(figure: Figure, {width, alt, document}: Canvas): SVGSVGElement {
  const rows = figureRows(figure, "steps", ["step", "excluded", "remaining"]);
  const narrow = width < 500;
  const trunk = narrow ? 0.62 * width : 0.46 * width;
  const axis = narrow ? 24 : trunk / 2;
  const branch = narrow ? axis + 26 : trunk + 34;
  const parts: string[] = [];
  let y = 1;
  rows.forEach(({step, excluded, remaining}, i) => {
    if (excluded === null) {
      const lines = wrap(String(step), trunk - 2 * pad);
      const height = (lines.length + 1) * line + 2 * pad - 4;
      if (i > 0) parts.push(arrow(axis, y - 2, axis, (y += 20)));
      parts.push(
        box(0.5, y, trunk - 1, height, [
          ...lines.map((text) => ({text})),
          {text: count(remaining), bold: true}
        ])
      );
      y += height;
      return;
    }
    const lines = wrap(String(step), width - branch - 2 * pad - 4);
    const height = (lines.length + 1) * line + 2 * pad - 4;
    parts.push(stroke(axis, y, axis, y + 12 + height));
    y += 12;
    parts.push(arrow(axis, y + height / 2, branch, y + height / 2));
    parts.push(
      box(branch, y, width - branch - 1, height, [
        ...lines.map((text) => ({text, quiet: true})),
        {text: `${count(excluded)} left out`, quiet: true}
      ])
    );
    y += height;
  });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(y + 2)}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(Math.ceil(y + 2)));
  svg.setAttribute("font-size", String(fontSize));
  svg.setAttribute("fill", "currentColor");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alt);
  svg.innerHTML = parts.join("");
  return svg;
}

function count(cell: Cell): string {
  if (isWithheld(cell)) return cell.withheld === "·" ? "number withheld," : cell.withheld;
  return formatNumber(Number(cell), 0);
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  lines: {text: string; bold?: boolean; quiet?: boolean}[]
): string {
  const quiet = lines.every((each) => each.quiet);
  const texts = lines
    .map(
      ({text, bold}, k) =>
        `<text x="${round(x + pad)}" y="${round(y + pad + (k + 0.72) * line)}"${bold ? ' font-weight="600"' : ""}>${escapeHtml(text)}</text>`
    )
    .join("");
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="3" fill="${
    quiet ? "none" : "var(--tint)"
  }" stroke="${quiet ? "var(--hairline)" : "var(--muted)"}"/>${texts}`;
}

function stroke(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}" stroke="var(--muted)" fill="none"/>`;
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const [dx, dy] = x1 === x2 ? [0, 1] : [1, 0];
  const [bx, by] = [x2 - 6 * dx, y2 - 6 * dy];
  return (
    stroke(x1, y1, bx, by) +
    `<path d="M${round(x2)},${round(y2)}L${round(bx - 3 * dy)},${round(by - 3 * dx)}L${round(bx + 3 * dy)},${round(by + 3 * dx)}Z" fill="var(--muted)"/>`
  );
}

function round(value: number): string {
  return String(Math.round(10 * value) / 10);
}
