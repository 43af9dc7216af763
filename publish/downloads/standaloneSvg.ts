import {escapeHtml} from "../../src/components/escapeHtml.js";
import type {Figure} from "../../src/stats/result/report.js";
import {lightColours} from "./lightColours.js";

/** White around a drawing, in its units. */
const margin = 16;

/**
 * A figure as a file of its own: the page's light colours in place of its variables, common typefaces, a
 * white ground with a margin, and caption, text for those who cannot see it, and source inside.
 */
export function standaloneSvg(svg: string, {caption, alt}: Figure, source: string): string {
  const open = svg.indexOf(">");
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg.slice(0, open));
  if (!size) throw new Error(`drawing must begin with its size; got ${svg.slice(0, 100)}`);
  const [width, height] = size.slice(1).map((length) => Number(length) + 2 * margin);
  const head = svg
    .slice(0, open)
    .replace(size[0], `viewBox="${-margin} ${-margin} ${width} ${height}"`)
    .replace(/ width="[\d.]+"/, ` width="${width}"`)
    .replace(/ height="[\d.]+"/, ` height="${height}"`)
    .replace("<svg", '<svg font-family="Source Sans 3, Helvetica, Arial, sans-serif"')
    .replace(/<svg(?![^>]*xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"');
  const ground = `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="var(--paper)"/>`;
  const whole = `${head}><title>${escapeHtml(caption)}</title><desc>${escapeHtml(`${alt} ${source}`)}</desc>${ground}${svg.slice(open + 1)}`;
  const coloured = whole
    .replace(/var\(--([\w-]+)\)/g, (_, name: string) => colour(name))
    .replaceAll("currentColor", colour("ink"));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${coloured}\n`;
}

function colour(name: string): string {
  const value = lightColours[name];
  if (!value)
    throw new RangeError(`colour must be one of ${Object.keys(lightColours).join(", ")}; got ${name}`);
  return value;
}
