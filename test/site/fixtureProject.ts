import {cpSync, mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {writeSiteResults} from "../../publish/siteResults.js";
import type {Report} from "../../src/stats/result/report.js";
import {cardiacEvents, fixturePages, leukaemia} from "./fixtures.js";

/** Folder of this project, whose style and search the fixture shares. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const fixtureReports = [leukaemia, cardiacEvents];

/** Makes a small project in a temporary folder: the fixtures' results and pages, this project's style. */
export async function fixtureProject({
  pages = fixturePages,
  reports = fixtureReports
}: {
  pages?: Record<string, string>;
  reports?: Report[];
} = {}): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "harmonic-site-"));
  for (const [file, text] of Object.entries(pages)) {
    const path = join(root, "src", file);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }
  cpSync(join(projectRoot, "src", "style"), join(root, "src", "style"), {recursive: true});
  mkdirSync(join(root, "src", "components"));
  cpSync(join(projectRoot, "src", "components", "search.ts"), join(root, "src", "components", "search.ts"));
  if (reports === fixtureReports) await copyResults(root);
  else await writeSiteResults(root, reports, {keepOthers: false});
  return root;
}

let results: Promise<string> | undefined;

/** The results of the fixtures, of which the downloads are made once. */
async function copyResults(root: string): Promise<void> {
  results ??= (async () => {
    const made = mkdtempSync(join(tmpdir(), "harmonic-results-"));
    await writeSiteResults(made, fixtureReports, {keepOthers: false});
    return made;
  })();
  cpSync(await results, root, {recursive: true});
}
