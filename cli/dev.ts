import {spawn} from "node:child_process";
import {watch} from "node:fs";
import {join} from "node:path";
import {Command} from "commander";
import {portOption} from "./portOption.js";
import {projectRoot} from "./projectRoot.js";
import {runWithProgress} from "./run.js";

/** Folders whose changes can make a result stale. */
const watched = ["analyses", "data", "loaders", join("src", "stats")];

/** `harmonic dev`: a preview in the browser that shows each change of a page, an analysis or the library. */
export function devCommand(): Command {
  return new Command("dev")
    .description("Preview the site; a change of a page, an analysis or the library shows at once.")
    .addOption(portOption())
    .addHelpText(
      "after",
      `
Computing again in the browser, provenance pages and releases belong to a built site: npm run build && npm run preview.

Examples:
  npm run dev
  npx harmonic dev --port 4000`
    )
    .action(async ({port}: {port: number}) => {
      await runWithProgress();
      for (const folder of watched) watch(join(projectRoot, folder), {recursive: true}, () => schedule());
      const {previewSite} = await import("../publish/site/previewSite.js");
      await previewSite({root: projectRoot, port});
    });
}

let running = false;
let again = false;
let timer: NodeJS.Timeout | undefined;

/** Computes again, in a process of its own so that it sees the changed code, once changes have settled. */
function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const command = join(projectRoot, "cli", "harmonic.js");
    spawn(process.execPath, [command, "run"], {cwd: projectRoot, stdio: ["ignore", "inherit", "inherit"]}).on(
      "exit",
      () => {
        running = false;
        if (again) schedule();
        again = false;
      }
    );
  }, 200);
}
