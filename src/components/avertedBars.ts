import {cases, type LifetimeCases, part} from "./averted.js";
import {escapeHtml} from "./escapeHtml.js";

/** Draws what a procedure adds today, what remains with less dose and what is averted, each with its interval. */
export function avertedBars(risk: LifetimeCases, share: number, width: number): string {
  const bars = [
    {name: "today", colour: "--muted", own: risk},
    {name: "with less dose", colour: "--series-1", own: part(risk, 1 - share)},
    {name: "averted", colour: "--series-3", own: part(risk, share)}
  ];
  const left = width < 500 ? 100 : 130;
  const step = 34;
  const height = step * bars.length + 46;
  const least = Math.min(0, risk.lower);
  const scale = (width - left - 16) / (risk.upper - least || 1);
  const x = (value: number) => Math.round(10 * (left + (value - least) * scale)) / 10;
  const rows = bars.map(({name, colour, own: {estimate, lower, upper}}, k) => {
    const y = 6 + k * step;
    const middle = y + 12;
    return (
      `<text x="${left - 10}" y="${middle}" dy="0.32em" text-anchor="end">${escapeHtml(name)}</text>` +
      `<rect x="${Math.min(x(0), x(estimate))}" y="${y + 2}" width="${Math.abs(x(estimate) - x(0)).toFixed(1)}" height="20" fill="var(${colour})" fill-opacity="0.55"/>` +
      `<line x1="${x(lower)}" x2="${x(upper)}" y1="${middle}" y2="${middle}" stroke="currentColor" stroke-width="1.4"/>`
    );
  });
  const bottom = 6 + step * bars.length;
  const ends = [least, risk.estimate, risk.upper].map(
    (value, k) =>
      `<text x="${x(value)}" y="${bottom + 14}" text-anchor="${k === 2 ? "end" : "middle"}" fill="var(--muted)">${cases(value)}</text>`
  );
  const alt = `Bars with their intervals: ${bars.map(({name, own}) => `${name} ${cases(own.estimate)}`).join(", ")} cases per 100,000 procedures.`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="12.5" fill="currentColor" role="img" aria-label="${escapeHtml(alt)}">` +
    `<line x1="${x(0)}" x2="${x(0)}" y1="2" y2="${bottom}" stroke="var(--muted)"/>${rows.join("")}${ends.join("")}` +
    `<text x="${left}" y="${bottom + 34}" fill="var(--muted)">Lifetime cases per 100,000 procedures</text></svg>`
  );
}
