import type {Inside} from "./decode.js";

/**
 * The rows of the longest table that a text seems to hold: lines of a CSV, rows of a table of HTML or Word,
 * entries of an array of arrays or objects in a script, a source map or JSON; for an Arrow file its rows.
 */
export function longestTable({text, rows = 0}: Inside, file: string): number {
  if (rows > 0) return rows;
  if (/\.(csv|tsv|txt)$/i.test(file))
    return Math.max(0, text.split(/\r?\n/).filter((line) => /[,;\t]/.test(line)).length - 1);
  const html = text
    .split(/<(?:table|w:tbl)\b/i)
    .slice(1)
    .map((table) => times(table.split(/<\/(?:table|w:tbl)\b/i)[0], /<(?:w:)?tr\b/gi) - 1);
  const entries = times(text, /[\]}]\s*,\s*[[{]/g) + 1;
  return Math.max(entries > 1 ? longestRun(text) : 0, ...html, 0);
}

function times(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The longest run of entries, one directly after the other, each an array or object without others inside. */
function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  let end = -2;
  for (const match of text.matchAll(/[[{][^[\]{}]*[\]}]\s*,?\s*/g)) {
    run = match.index === end ? run + 1 : 1;
    end = match.index + match[0].length;
    longest = Math.max(longest, run);
  }
  return longest;
}
