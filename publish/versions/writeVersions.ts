import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {provenancePage} from "../provenance/provenancePage.js";
import {type Approval, approvalOf} from "../release/approvals.js";
import {readAttempts} from "../release/attempts.js";
import {readChain} from "../release/chain.js";
import {unpackPages} from "../release/pages.js";
import {type Release, readRelease} from "../release/readRelease.js";
import {modulesOf} from "../release/reportManifest.js";
import {inFrame, type WrittenPage} from "../site/inFrame.js";
import {withExtract} from "../site/pageFrame.js";
import {siteFiles} from "../site/siteFiles.js";
import {frozenMain} from "./frozenMain.js";
import {releaseIndex} from "./releaseIndex.js";
import {type Version, versionSwitch} from "./versionSwitch.js";

/** A release with its pages as they were, by the id of their report; none where it was made without. */
interface Served extends Release {
  pages: Record<string, string>;
  approval: Approval;
}

/**
 * Writes every release into a finished site, at `releases/VERSION/`, and on top of each page the switch
 * between the versions of it. Pages of a release are the bytes that were released, but for the frame and the
 * addresses of links; their provenance is that of the release's manifests. Nothing is written where there is
 * no release.
 */
export function writeVersions(root: string, site: string): void {
  const chain = readChain(root);
  if (chain.length === 0) return;
  const frame = readFileSync(join(site, "index.html"), "utf8");
  const served = chain.map(({version}) => serve(root, readRelease(root, version))).reverse();
  const places = new Map<string, string | null>();
  const exists = (page: string, place: string) => {
    if (!places.has(page)) {
      const path = join(site, `${page}.html`);
      places.set(page, existsSync(path) ? readFileSync(path, "utf8") : null);
    }
    const html = places.get(page)!;
    return html !== null && (place === "" || html.includes(` id="${place}"`));
  };
  for (const file of siteFiles(site).filter((name) => name.endsWith(".html"))) {
    if (file.startsWith("provenance/")) continue;
    const path = join(site, file);
    const page = readFileSync(path, "utf8");
    const line = relativeTo(
      file,
      versionSwitch(versionsOf(served, file.slice(0, -".html".length), null, exists))
    );
    writeFileSync(
      path,
      page.replace("<h1", () => `${line}<h1`)
    );
  }
  for (const release of served) writeRelease(root, site, frame, release, served, exists);
}

function serve(root: string, release: Release): Served {
  const packed = join(release.directory, "pages.json.br");
  return {
    ...release,
    pages: existsSync(packed) ? unpackPages(readFileSync(packed)) : {},
    approval: approvalOf(root, release)
  };
}

function writeRelease(
  root: string,
  site: string,
  frame: string,
  release: Served,
  served: readonly Served[],
  exists: (page: string, place: string) => boolean
): void {
  const {entry, pages, reports, directory, pin} = release;
  const base = `/releases/${entry.version}`;
  const since = readAttempts(root, entry.version);
  const holds = (id: string) => Object.hasOwn(pages, id);
  const download = (id: string, file: string) => {
    const from = join(directory, "reports", id, file);
    if (!existsSync(from)) return null;
    copy(site, `${base}/files/${id}/${file}`.slice(1), readFileSync(from));
    return `${base}/files/${id}/${file}`;
  };
  const own = withExtract(frame, pin);
  const put = (page: WrittenPage) => copy(site, page.file, inFrame(own, page));
  const versions = (id: string) => versionSwitch(versionsOf(served, id, entry.version, exists));
  put({
    file: `${base}/index.html`.slice(1),
    title: `Release ${entry.version}`,
    main: versions("index") + releaseIndex(release, release.approval, base)
  });
  for (const {report, manifest} of reports) {
    const {id} = report;
    if (!holds(id)) continue;
    const main = frozenMain(pages[id], id, {base, holds, download, exists});
    put({
      file: `${base}/${id}.html`.slice(1),
      title: `${report.title}, ${entry.version}`,
      main: versions(id) + main
    });
    const own = provenancePage(
      report,
      report.provenance!,
      {modules: modulesOf(manifest.code), released: [{entry, manifest, since}]},
      (place) => place === "" || main.includes(` id="${place}"`),
      base
    );
    put({file: `${base}/provenance/${id}.html`.slice(1), title: `Provenance: ${report.title}`, main: own});
  }
}

/** This build and all releases, the latest first; one without the page is entered at its front page. */
function versionsOf(
  served: readonly Served[],
  id: string,
  current: string | null,
  exists: (page: string, place: string) => boolean
): Version[] {
  const releases = served.map(({entry: {version}, pages, approval}) => ({
    name: approval.status === "approved" ? version : `${version}, a draft`,
    href: version === current ? null : `/releases/${version}/${Object.hasOwn(pages, id) ? id : "index"}`
  }));
  const now = exists(id, "") ? `/${id}` : "/index";
  return [{name: "this build", href: current === null ? null : now}, ...releases];
}

function relativeTo(file: string, html: string): string {
  const up = "../".repeat(file.split("/").length - 1) || "./";
  return html.replace(/href="\/([^"]*)"/g, (_, path: string) => `href="${up}${path}.html"`);
}

function copy(site: string, file: string, bytes: string | Uint8Array): void {
  const path = join(site, file);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, bytes);
}
