import type {Report} from "../src/stats/result/report.js";
import {arrowBytes} from "./downloads/arrowBytes.js";
import {bibtex, bibtexName} from "./downloads/bibtex.js";
import {csvText} from "./downloads/csvText.js";
import {sourceLine} from "./downloads/sourceLine.js";
import {standaloneSvg} from "./downloads/standaloneSvg.js";
import {tablesOf} from "./downloads/tablesOf.js";
import {type Drawing, drawing} from "./drawing.js";

/** A file that readers may take along, named as it lies beside its report. */
export interface DownloadFile {
  file: string;
  bytes: Uint8Array;
}

/**
 * The downloads of a disclosed report that hold all of it: each table, and the data of each figure, as CSV
 * and Arrow IPC, with the digits that the page shows; each figure as an SVG that stands alone; how to cite
 * it, as BibTeX. The same report gives the same bytes.
 *
 * @param drawings of its figures, by name; drawn where they are not given.
 */
export function downloads(report: Report, drawings: Readonly<Record<string, Drawing>> = {}): DownloadFile[] {
  const files: DownloadFile[] = [];
  const put = (file: string, text: string) => files.push({file, bytes: Buffer.from(text, "utf8")});
  for (const [name, item] of Object.entries(report.items)) {
    for (const {stem, data} of tablesOf(name, item)) {
      put(`${stem}.csv`, csvText(data));
      files.push({file: `${stem}.arrow`, bytes: arrowBytes(data)});
    }
    if (item.kind === "figure") {
      const {wide} = drawings[name] ?? drawing(item);
      put(`${name}.svg`, standaloneSvg(wide, item, sourceLine(report, `figure-${name}`)));
    }
  }
  if (report.provenance) put(bibtexName, bibtex(report));
  return files;
}
