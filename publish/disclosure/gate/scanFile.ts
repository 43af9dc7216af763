import {brotliDecompressSync} from "node:zlib";
import {decode, type Inside} from "./decode.js";
import type {GateFinding} from "./finding.js";
import {holdsFineCurve} from "./fineCurves.js";
import type {Fingerprints} from "./fingerprints.js";
import {longestTable} from "./longTables.js";

/**
 * What a file must not hold, name and bytes: rows, identifiers and dates of birth of the extract, a table
 * longer than `rowsAtMost`, a curve of full precision.
 */
export function scanFile(
  file: string,
  bytes: Buffer,
  fingerprints: Fingerprints,
  rowsAtMost: number
): GateFinding[] {
  const inside: Inside[] = [{text: safeDecodeUri(file)}, ...decode(unpacked(file, bytes))];
  const traces = inside.map(({text}) => fingerprints.traces(text));
  const most = (key: "ids" | "births" | "rows") => Math.max(...traces.map((trace) => trace[key]));
  const rows = Math.max(...inside.map((one) => longestTable(one, file)));
  const whats = [
    most("ids") > 0 && `holds ${most("ids")} identifiers of children`,
    most("births") > 0 && `holds ${most("births")} dates on which children were born`,
    most("rows") > 0 &&
      `holds figures that stand side by side in rows of the extract (${most("rows")} times)`,
    rows > rowsAtMost &&
      `holds a table of ${rows} rows; ${rowsAtMost} are the most that is not taken for children`,
    inside.some(({text}) => holdsFineCurve(text)) &&
      "holds a curve of six digits or more, from which the numbers at risk can be told"
  ];
  return whats.filter((what) => what !== false).map((what) => ({part: "scan", where: file, what}));
}

/** What a file of Brotli holds: its bytes do not say that they are such, only its name does. */
function unpacked(file: string, bytes: Buffer): Buffer {
  if (!file.endsWith(".br")) return bytes;
  try {
    return brotliDecompressSync(bytes);
  } catch {
    return bytes;
  }
}

function safeDecodeUri(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
