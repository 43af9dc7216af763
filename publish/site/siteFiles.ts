import {readdirSync} from "node:fs";
import {join, relative} from "node:path";

/** Every file of a built site, by its path from the site's root, in the order of the alphabet. */
export function siteFiles(site: string): string[] {
  return readdirSync(site, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
