import {execFileSync} from "node:child_process";
import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {buildSite} from "../../publish/site/buildSite.js";
import {siteFiles} from "../../publish/site/siteFiles.js";
import {fixtureProject, projectRoot} from "./fixtureProject.js";

/** A site to look at: where it stands, and its pages from the root without a leading stroke. */
export interface BuiltSite {
  name: string;
  site: string;
  pages: string[];
}

/** The site of the fixtures, which shows every kind of item and every form of figure. */
export async function fixtureSite(): Promise<BuiltSite> {
  const site = join(mkdtempSync(join(tmpdir(), "harmonic-dist-")), "dist");
  await buildSite({root: await fixtureProject(), output: site});
  return {name: "fixtures", site, pages: pagesOf(site)};
}

/** The project's own site, its results brought up to date first, as `npm run build` does. */
export async function projectSite(): Promise<BuiltSite> {
  execFileSync(process.execPath, [join(projectRoot, "cli", "harmonic.js"), "run"], {stdio: "pipe"});
  const site = join(mkdtempSync(join(tmpdir(), "harmonic-dist-")), "dist");
  await buildSite({root: projectRoot, output: site});
  return {name: "project", site, pages: pagesOf(site)};
}

/** Every page that is written by hand, and two of each kind that is written by a rule. */
function pagesOf(site: string): string[] {
  const pages = siteFiles(site).filter((file) => file.endsWith(".html"));
  const byRule = (kind: string) => pages.filter((file) => file.startsWith(`${kind}/`));
  const left = ["provenance", "checklist", "releases"].flatMap((kind) => byRule(kind).slice(2));
  return pages.filter((file) => !left.includes(file));
}
