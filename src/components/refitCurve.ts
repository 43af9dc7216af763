import {escapeHtml} from "./escapeHtml.js";
import {formatNumber} from "./formatNumber.js";

/** A relative risk at a dose with its interval; a bound that is not determined is `null`. */
export interface RiskAt {
  dose: number;
  rr: number;
  lower: number | null;
  upper: number | null;
}

/** What is drawn: the fitted curve with its band, observed over background in dose bands, the published line. */
export interface RefitPicture {
  curve: readonly RiskAt[];
  points: readonly RiskAt[];
  /** Relative risk of the published answer at the highest dose; `null` where it has no straight line. */
  published: number | null;
  unit: string;
  alt: string;
}

/** Draws a refitted dose-response as the text of an SVG, small enough to be drawn at every touch of a control. */
export function refitCurve({curve, points, published, unit, alt}: RefitPicture, width: number): string {
  const height = width < 500 ? 260 : 320;
  const frame = {left: 40, right: width - 14, top: 30, bottom: height - 44};
  const end = curve[curve.length - 1].dose;
  const centre = Math.max(1, ...curve.map(({rr}) => rr), ...points.map(({rr}) => rr), published ?? 0);
  const all = Math.max(...[...curve, ...points].map(({upper}) => upper ?? Infinity));
  const top = Math.max(1.5, Math.min(1.06 * all, 1 + 2.5 * Math.max(0.5, centre - 1)));
  const x = (dose: number) => round(frame.left + ((frame.right - frame.left) * dose) / end);
  const y = (rr: number) =>
    round(frame.bottom - ((frame.bottom - frame.top) * Math.min(top, Math.max(0, rr))) / top);
  const path = (values: readonly [number, number][]) =>
    values.map(([dose, rr], k) => `${k === 0 ? "M" : "L"}${x(dose)},${y(rr)}`).join("");
  const band = path([
    ...curve.map(({dose, upper}): [number, number] => [dose, upper ?? top]),
    ...[...curve].reverse().map(({dose, lower}): [number, number] => [dose, lower ?? 0])
  ]);
  const parts = [
    ...ticks(top).map(
      (rr) =>
        `<line x1="${frame.left}" x2="${frame.right}" y1="${y(rr)}" y2="${y(rr)}" stroke="var(--hairline)"/>` +
        `<text x="${frame.left - 6}" y="${y(rr)}" dy="0.32em" text-anchor="end" fill="var(--muted)">${label(rr)}</text>`
    ),
    ...ticks(end).map(
      (dose) =>
        `<line x1="${x(dose)}" x2="${x(dose)}" y1="${frame.bottom}" y2="${frame.bottom + 4}" stroke="var(--muted)"/>` +
        `<text x="${x(dose)}" y="${frame.bottom + 17}" text-anchor="middle" fill="var(--muted)">${label(dose)}</text>`
    ),
    `<path d="${band}Z" fill="var(--series-1)" fill-opacity="0.14"/>`,
    `<line x1="${frame.left}" x2="${frame.right}" y1="${y(1)}" y2="${y(1)}" stroke="currentColor" stroke-dasharray="2,3" stroke-opacity="0.7"/>`,
    ...(published === null
      ? []
      : [
          `<path d="${clipped(1, published)}" fill="none" stroke="var(--series-2)" stroke-width="2" stroke-dasharray="6,4"/>`
        ]),
    `<path d="${path(curve.map(({dose, rr}) => [dose, rr]))}" fill="none" stroke="var(--series-1)" stroke-width="2"/>`,
    ...points.map(
      ({dose, rr, lower, upper}) =>
        `<line x1="${x(dose)}" x2="${x(dose)}" y1="${y(lower ?? 0)}" y2="${y(upper ?? top)}" stroke="currentColor"/>` +
        `<circle cx="${x(dose)}" cy="${y(rr)}" r="4" fill="currentColor" stroke="var(--paper)" stroke-width="1.5"/>`
    ),
    `<text x="0" y="14" fill="var(--muted)">Relative risk</text>`,
    `<text x="${frame.right}" y="14" text-anchor="end"><tspan fill="var(--series-1)" font-weight="600">refitted</tspan>${
      published === null
        ? ""
        : `<tspan fill="var(--series-2)" font-weight="600" dx="12">- - published</tspan>`
    }</text>`,
    `<text x="${(frame.left + frame.right) / 2}" y="${height - 6}" text-anchor="middle" fill="var(--muted)">Dose (${escapeHtml(unit)})</text>`
  ];
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="12.5" fill="currentColor" role="img" aria-label="${escapeHtml(alt)}">${parts.join("")}</svg>`;

  /** A straight line from dose 0, up to where it leaves the picture. */
  function clipped(from: number, to: number): string {
    const inside = to > top ? (top - from) / (to - from) : to < 0 ? from / (from - to) : 1;
    return path([
      [0, from],
      [end * inside, from + (to - from) * inside]
    ]);
  }
}

/** About five round numbers from 0 to `most`. */
function ticks(most: number): number[] {
  const rough = most / 4;
  const power = Number(`1e${Math.floor(Math.log10(rough))}`);
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough)!;
  return Array.from({length: Math.floor(most / step + 1e-9) + 1}, (_, k) => k * step);
}

function label(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : value < 0.1 ? 2 : 1);
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
