import {cpSync, mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {writeSiteResults} from "../../publish/siteResults.js";
import type {Report} from "../../src/stats/result/report.js";
import {cardiacEvents, fixturePages, leukaemia} from "./fixtures.js";

/** Folder of this project, whose style and search the fixture shares. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Makes a small project in a temporary folder: the fixtures' results and pages, this project's style. */
export function fixtureProject({
  pages = fixturePages,
  reports = [leukaemia, cardiacEvents]
}: {
  pages?: Record<string, string>;
  reports?: Report[];
} = {}): string {
  const root = mkdtempSync(join(tmpdir(), "harmonic-site-"));
  for (const [file, text] of Object.entries(pages)) {
    const path = join(root, "src", file);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }
  cpSync(join(projectRoot, "src", "style"), join(root, "src", "style"), {recursive: true});
  mkdirSync(join(root, "src", "components"));
  cpSync(join(projectRoot, "src", "components", "search.ts"), join(root, "src", "components", "search.ts"));
  writeSiteResults(root, reports, {keepOthers: false});
  return root;
}
