import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import type {Report} from "../../src/stats/result/report.js";
import {inFrame} from "../site/inFrame.js";
import {origins} from "./origins.js";
import {provenancePage} from "./provenancePage.js";

/**
 * Writes the provenance page of each report into a finished site. They are made without the site generator,
 * which takes a hundred times as long for a page.
 */
export async function writeProvenance(root: string, site: string, reports: readonly Report[]): Promise<void> {
  const frame = readFileSync(join(site, "index.html"), "utf8");
  const known = await origins(root, reports);
  for (const report of reports) {
    if (!report.provenance) continue;
    const own = join(site, `${report.id}.html`);
    // A report may be shown on pages of others alone.
    const page = existsSync(own) ? readFileSync(own, "utf8") : null;
    const main = provenancePage(
      report,
      report.provenance,
      known.get(report.id)!,
      (place) => page?.includes(place === "" ? "" : ` id="${place}"`) ?? false
    );
    const file = `provenance/${report.id}.html`;
    mkdirSync(dirname(join(site, file)), {recursive: true});
    writeFileSync(join(site, file), inFrame(frame, {file, title: `Provenance: ${report.title}`, main}));
  }
}
