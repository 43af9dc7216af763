import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {finishPage} from "./finishPage.js";
import {siteFiles} from "./siteFiles.js";

/** Finishes every page of a rendered site, then removes the scripts that no page or script asks for. */
export function finishSite(site: string): void {
  const files = siteFiles(site);
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    const path = join(site, file);
    writeFileSync(path, finishPage(readFileSync(path, "utf8")));
  }
  for (;;) {
    const kept = siteFiles(site);
    const texts = kept
      .filter((name) => /\.(html|js|css)$/.test(name))
      .map((name) => ({name, text: readFileSync(join(site, name), "utf8")}));
    const unused = kept.filter((name) => {
      const base = name.slice(name.lastIndexOf("/") + 1);
      return (
        name.startsWith("_observablehq/") &&
        !texts.some((other) => other.name !== name && other.text.includes(base))
      );
    });
    if (unused.length === 0) return;
    for (const name of unused) rmSync(join(site, name));
  }
}
