import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join, relative} from "node:path/posix";

/**
 * Makes links from the site's root in HTML of our own relative to the page at `path`, as the site generator
 * does it for the HTML that it sees. A link that is a download leads to a copy in `site` that has the hash of
 * its bytes in its name, so that no reader is given an old one from a cache.
 *
 * @param source folder in which the files of downloads lie as the links name them.
 */
export function localLinks(
  html: string,
  path: string,
  {source, site}: {source: string; site: string}
): string {
  const from = dirname(path);
  return html.replace(
    /href="(\/[^"#]*)(#[^"]*)?"( download)?/g,
    (_, to: string, anchor = "", download = "") => {
      const target = download ? copy(to) : to.endsWith("/") ? `${to}index.html` : `${to}.html`;
      const href = relative(from, target);
      return `href="${href.startsWith(".") ? href : `./${href}`}${anchor}"${download}`;
    }
  );

  function copy(file: string): string {
    const bytes = readFileSync(join(source, file));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const name = join("/_file", file.replace(/(?=\.[^./]*$)/, `.${hash}`));
    mkdirSync(join(site, dirname(name)), {recursive: true});
    writeFileSync(join(site, name), bytes);
    return name;
  }
}
