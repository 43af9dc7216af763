import {existsSync, utimesSync, watch} from "node:fs";
import {join} from "node:path";
import {siteResultsDirectory} from "../siteResults.js";
import {refuseNetwork} from "./refuseNetwork.js";

/**
 * Serves the project in `root` on this machine and shows each change of a page, a style or a result at
 * once; it neither sends telemetry nor uses the network. It resolves once the server listens.
 */
export async function previewSite({root, port}: {root: string; port: number}): Promise<void> {
  process.env["OBSERVABLE_TELEMETRY_DISABLE"] = "true";
  process.chdir(root);
  refuseNetwork();
  const {preview} = await import("@observablehq/framework/dist/preview.js");
  // Framework prints every message between page and server to standard output, and errors to standard error.
  console.log = () => {};
  watchResults(root);
  await preview({
    config: join(root, "observablehq.config.ts"),
    hostname: "127.0.0.1",
    port,
    open: false,
    verbose: false
  });
  process.stderr.write(`preview at http://127.0.0.1:${port}/\n`);
}

/** Touches a page when its results change: Framework looks at pages, and at files that they name, only. */
function watchResults(root: string): void {
  watch(siteResultsDirectory(root), {recursive: true}, (_, file) => {
    if (!file?.endsWith(".json")) return;
    const page = join(root, "src", `${file.slice(0, -".json".length)}.md`);
    const now = new Date();
    for (const touched of [page, join(root, "src", "index.md")])
      if (existsSync(touched)) utimesSync(touched, now, now);
  });
}
