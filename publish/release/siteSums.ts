import {readFileSync} from "node:fs";
import {join} from "node:path";
import {siteFiles} from "../site/siteFiles.js";
import {withoutSwitch} from "../versions/versionSwitch.js";
import {sumsText} from "./sums.js";

/** What tells of the releases themselves, and the search over it: no release can hold its sums. */
const ofReleases =
  /^(releases|provenance)\/|^docs\/releases|^_file\/results\/docs\/releases|^_observablehq\/minisearch/;

/**
 * The sums of a built site, a line each as `sha256sum` writes them: of pages without the switch between
 * versions, so that they hold whatever is released later.
 */
export function siteSums(site: string): string {
  const files = siteFiles(site).filter((file) => !ofReleases.test(file));
  return sumsText(
    new Map(
      files.map((file) => {
        const bytes = readFileSync(join(site, file));
        return [file, file.endsWith(".html") ? Buffer.from(withoutSwitch(bytes.toString("utf8"))) : bytes];
      })
    )
  );
}
