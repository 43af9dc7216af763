import {brotliDecompressSync} from "node:zlib";
import {decode, type Inside} from "./decode.js";
import type {GateFinding} from "./finding.js";
import {holdsFineCurve} from "./fineCurves.js";
import type {Fingerprints, Traces} from "./fingerprints.js";
import {longestTable} from "./longTables.js";

/** What a text holds that it must not. */
interface Found extends Traces {
  curve: boolean;
}

/**
 * A function that tells what a file must not hold, name and bytes: rows, identifiers and dates of birth of
 * the extract, a table longer than `rowsAtMost`, a curve of full precision. Texts that come back, as the
 * results do in the site and the styles in every Word document, are looked at once.
 */
export function scanner(
  fingerprints: Fingerprints,
  rowsAtMost: number
): (file: string, bytes: Buffer) => GateFinding[] {
  const looked = new Map<string, Found>();

  function look(text: string): Found {
    let found = looked.get(text);
    if (!found) looked.set(text, (found = {...fingerprints.traces(text), curve: holdsFineCurve(text)}));
    return found;
  }

  return (file, bytes) => {
    const inside: Inside[] = [{text: safeDecodeUri(file)}, ...decode(unpacked(file, bytes))];
    const found = inside.map(({text}) => look(text));
    const most = (key: "ids" | "births" | "rows") => Math.max(...found.map((one) => one[key]));
    const rows = Math.max(...inside.map((one) => longestTable(one, file)));
    const whats = [
      most("ids") > 0 && `holds ${most("ids")} identifiers of children`,
      most("births") > 0 && `holds ${most("births")} dates on which children were born`,
      most("rows") > 0 &&
        `holds figures that stand side by side in rows of the extract (${most("rows")} times)`,
      rows > rowsAtMost &&
        `holds a table of ${rows} rows; ${rowsAtMost} are the most that is not taken for children`,
      found.some(({curve}) => curve) &&
        "holds a curve of six digits or more, from which the numbers at risk can be told"
    ];
    return whats.filter((what) => what !== false).map((what) => ({part: "scan", where: file, what}));
  };
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
