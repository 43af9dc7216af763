import type {Report} from "../src/stats/result/report.js";
import {pngBytes} from "./downloads/pngBytes.js";
import {sourceLine} from "./downloads/sourceLine.js";
import {wordBytes} from "./downloads/wordBytes.js";
import type {DownloadFile} from "./downloads.js";

/**
 * The downloads of a disclosed report for those who write papers: each table as a Word document, each figure
 * as a PNG. The same report gives the same bytes.
 *
 * @param others its other downloads, among them the SVG of each figure.
 */
export async function documents(report: Report, others: readonly DownloadFile[]): Promise<DownloadFile[]> {
  const files: DownloadFile[] = [];
  for (const [name, item] of Object.entries(report.items)) {
    if (item.kind === "table")
      files.push({
        file: `${name}.docx`,
        bytes: await wordBytes(item, sourceLine(report, `table-${name}`))
      });
    if (item.kind === "figure") {
      const svg = others.find(({file}) => file === `${name}.svg`)!;
      const bytes = await pngBytes(
        Buffer.from(svg.bytes).toString("utf8"),
        sourceLine(report, `figure-${name}`)
      );
      files.push({file: `${name}.png`, bytes});
    }
  }
  return files;
}
