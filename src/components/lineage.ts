import {fontSize, wrap} from "./chart.js";
import {escapeHtml} from "./escapeHtml.js";

/** One step on the way from data to numbers: what it is called, and what took part in it. */
export interface Stage {
  name: string;
  boxes: {title: string; detail?: string}[];
}

const line = 1.4 * fontSize;
const pad = 10;
const gap = 10;
const arrowLength = 26;

/**
 * The way from data to published numbers, from the top down: a row of boxes for each stage, an arrow from
 * each row to the next. Boxes that do not fit beside each other continue in a further row.
 *
 * @param width of the drawing in px; two boxes a row under 500, else four.
 */
export function lineage(stages: readonly Stage[], width: number, alt: string): string {
  const across = width < 500 ? 2 : 4;
  const parts: string[] = [];
  let y = 0;
  stages.forEach(({name, boxes}, k) => {
    if (k > 0) {
      parts.push(arrow(width / 2, y + 5, y + arrowLength - 3));
      y += arrowLength;
    }
    parts.push(text(0, y + 0.8 * line, name, ' fill="var(--muted)"'));
    y += 1.3 * line;
    const columns = Math.min(across, boxes.length);
    const own = (width - gap * (columns - 1)) / columns;
    for (let first = 0; first < boxes.length; first += columns) {
      const row = boxes.slice(first, first + columns).map(({title, detail}) => ({
        titles: wrap(title, own - 2 * pad),
        details: detail === undefined ? [] : wrap(detail, own - 2 * pad)
      }));
      const lines = Math.max(...row.map(({titles, details}) => titles.length + details.length));
      const height = lines * line + 2 * pad - 4;
      row.forEach(({titles, details}, j) => {
        const x = j * (own + gap);
        parts.push(
          `<rect x="${round(x + 0.5)}" y="${round(y)}" width="${round(own - 1)}" height="${round(height)}" rx="3" fill="var(--tint)" stroke="var(--muted)"/>`,
          ...titles.map((words, i) =>
            text(x + pad, y + pad + (i + 0.72) * line, words, ' font-weight="600"')
          ),
          ...details.map((words, i) => text(x + pad, y + pad + (titles.length + i + 0.72) * line, words))
        );
      });
      y += height + (first + columns < boxes.length ? gap : 0);
    }
  });
  const height = Math.ceil(y + 1);
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="${fontSize}" fill="currentColor" role="img" aria-label="${escapeHtml(alt)}">${parts.join("")}</svg>`;
}

function text(x: number, y: number, words: string, attributes = ""): string {
  return `<text x="${round(x)}" y="${round(y)}"${attributes}>${escapeHtml(words)}</text>`;
}

function arrow(x: number, from: number, to: number): string {
  return (
    `<path d="M${round(x)},${round(from)}V${round(to - 6)}" stroke="var(--muted)" fill="none"/>` +
    `<path d="M${round(x)},${round(to)}l-3,-6h6z" fill="var(--muted)"/>`
  );
}

function round(value: number): string {
  return String(Math.round(10 * value) / 10);
}
