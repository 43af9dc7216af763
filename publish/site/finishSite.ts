import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {bundleScripts} from "./bundleScripts.js";
import {finishPage} from "./finishPage.js";
import {localLinks} from "./localLinks.js";
import {navigation} from "./navigation.js";
import {pageFooter, pageHeader} from "./pageFrame.js";
import {readReports} from "./readReport.js";
import type {SetAside} from "./setAside.js";
import {siteFiles} from "./siteFiles.js";

/**
 * Finishes every page of the rendered site of the project in `root`: with its frame, the scripts by which
 * readers compute it again, and the tables and drawings that were put aside. Then removes the scripts that no
 * page or script asks for.
 */
export function finishSite(site: string, root: string, aside: SetAside): void {
  const sections = navigation(root);
  const footer = pageFooter(readReports(root));
  const where = {source: join(root, "src"), site};
  const files = siteFiles(site).filter((name) => name.endsWith(".html"));
  const script = bundleScripts(site);
  for (const file of files) {
    const path = `/${file.slice(0, -".html".length)}`;
    const local = (html: string) => localLinks(html, path, where);
    const page = finishPage(
      readFileSync(join(site, file), "utf8"),
      {header: local(pageHeader(sections, path)), footer},
      `${"../".repeat(file.split("/").length - 1) || "./"}${script}`
    );
    writeFileSync(join(site, file), aside.restore(page, local));
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
