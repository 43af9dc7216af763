import {readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {stripVTControlCharacters} from "node:util";
import {build, FileBuildEffects} from "@observablehq/framework/dist/build.js";
import {normalizeConfig, setCurrentDate} from "@observablehq/framework/dist/config.js";
import {writeChecklists} from "../checklist/writeChecklists.js";
import {keptDrawings} from "../keptDrawings.js";
import {writeProvenance} from "../provenance/writeProvenance.js";
import {writeVersions} from "../versions/writeVersions.js";
import {checkSite} from "./checkSite.js";
import {finishSite} from "./finishSite.js";
import {checkOneExtract, readReports} from "./readReport.js";
import {refuseNetwork} from "./refuseNetwork.js";
import {setAside} from "./setAside.js";
import {siteConfig} from "./siteConfig.js";

/** What the rendering process tells the one that started it. */
export type RenderMessage = {done: number; total: number; what: string} | {error: string};

/**
 * The process that lets Framework render the project in its working folder, once it is told into which
 * folder, and finishes and checks what came of it. It is a process of its own since Framework keeps state,
 * reads the working folder, and would write its telemetry setting into ours.
 */
async function renderSite(output: string): Promise<void> {
  refuseNetwork();
  const root = process.cwd();
  const cache = join("src", ".observablehq", "cache");
  clearCache(cache);
  setCurrentDate(new Date(1000 * Number(process.env["SOURCE_DATE_EPOCH"] ?? 0)));
  const reports = readReports(root);
  checkOneExtract(reports);
  const aside = setAside();
  const drawn = await keptDrawings(root, reports);
  const spec = siteConfig(root, output, {place: aside.put, drawn});
  const total = 2 * (1 + spec.pages.reduce((sum, {pages}) => sum + pages.length, 0));
  let done = 0;
  const warned: string[] = [];
  const effects = new FileBuildEffects(output, cache, {
    logger: {
      log() {},
      warn: (text: string) => warned.push(text),
      error: (text: string) => warned.push(text)
    },
    output: {
      write(text) {
        const page = /(load|render)\S* (\/\S+)/.exec(stripVTControlCharacters(text));
        if (page) tell({done: Math.min(++done, total), total, what: `${page[1]}: ${page[2]}`});
      }
    }
  });
  await build({config: normalizeConfig(spec)}, effects);
  tell({done: total, total, what: "checking"});
  finishSite(output, root, aside);
  await writeProvenance(root, output, reports);
  writeChecklists(output, reports);
  writeVersions(root, output);
  const faults = checkSite(output);
  if (faults.length > 0) throw new Error(`the built site must pass its checks; got\n${faults.join("\n")}`);
}

/** Drops what Framework kept of earlier builds, but for packages, which are kept under their version. */
function clearCache(cache: string): void {
  try {
    for (const name of readdirSync(cache))
      if (name !== "_npm" && name !== "_node") rmSync(join(cache, name), {recursive: true});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function tell(message: RenderMessage): void {
  process.send?.(message);
}

process.once("message", ({output}: {output: string}) =>
  renderSite(output).then(
    () => process.exit(0),
    (error) => {
      process.send?.({error: error instanceof Error ? error.message : String(error)}, () => process.exit(1));
    }
  )
);
// Whoever started it may end before it asks for anything.
process.once("disconnect", () => process.exit(1));
