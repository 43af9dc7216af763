import {escapeHtml} from "../../src/components/escapeHtml.js";
import type {Figure} from "../../src/stats/result/report.js";
import {lightColours} from "./lightColours.js";

/**
 * A figure as a file of its own: the page's light colours in place of its variables, common typefaces, a
 * white ground, and caption and text for those who cannot see it inside.
 */
export function standaloneSvg(svg: string, {caption, alt}: Figure): string {
  const [, , width, height] = /viewBox="([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(svg)!.slice(1);
  const coloured = svg
    .replace(/var\(--([\w-]+)\)/g, (_, name: string) => colour(name))
    .replaceAll("currentColor", colour("ink"));
  const open = coloured.indexOf(">");
  const head = coloured
    .slice(0, open)
    .replace("<svg", '<svg font-family="Source Sans 3, Helvetica, Arial, sans-serif"')
    .replace(/<svg(?![^>]*xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n${head}><title>${escapeHtml(caption)}</title><desc>${escapeHtml(alt)}</desc>` +
    `<rect width="${width}" height="${height}" fill="${colour("paper")}"/>${coloured.slice(open + 1)}\n`
  );
}

function colour(name: string): string {
  const value = lightColours[name];
  if (!value)
    throw new RangeError(`colour must be one of ${Object.keys(lightColours).join(", ")}; got ${name}`);
  return value;
}
