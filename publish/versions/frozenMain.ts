import {dirname, join} from "node:path/posix";

/** Where the links of a frozen page lead when it is read in the site of today. */
export interface FrozenLinks {
  /** Address of the release, such as "/releases/2026.1". */
  base: string;
  /** Whether the release holds a report's page. */
  holds: (id: string) => boolean;
  /** Address of a file of the release that was a download of a report; `null` where none is kept. */
  download: (id: string, file: string) => string | null;
  /** Whether the site of today has a page, and a place on it. */
  exists: (page: string, place: string) => boolean;
}

/**
 * The main part of a page as it was released, word for word, with its links leading to pages, provenance and
 * downloads of the same release, or to pages of today where the release holds none. A link that leads nowhere
 * any more becomes plain text; what needs the scripts of then is left out.
 *
 * @param html the whole page as it was.
 * @param id of its report.
 * @throws Error when the page has no main part.
 */
export function frozenMain(html: string, id: string, links: FrozenLinks): string {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1];
  if (main === undefined) throw new Error(`page must have a main part; got none in the frozen page of ${id}`);
  return main
    .replace(/<script\b[\s\S]*?<\/script>\n?/g, "")
    .replace(/<section class="(?:recompute|refit)"[\s\S]*?<\/section>\n?/g, "")
    .replace(/<p class="synthetic"[\s\S]*?<\/p>\n?/, "")
    .replace(
      /<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>([\s\S]*?)<\/a>/g,
      (all, before, href: string, after, text) => {
        if (/^(#|[a-z]+:)/i.test(href)) return all;
        const to = translate(href);
        return to === null ? text : `<a${before}href="${to}"${after}>${text}</a>`;
      }
    );

  function translate(href: string): string | null {
    const [path, place = ""] = href.replaceAll("&amp;", "&").split("#", 2);
    const target = join("/", dirname(id), path).slice(1);
    const anchor = place && `#${place}`;
    const file = /^_file\/results\/(.+)\/([^/]+)\.[0-9a-f]{8}(\.[a-z]+)$/.exec(target);
    if (file) return links.download(file[1], `${file[2]}${file[3]}`);
    const page = target.replace(/\.html$/, "");
    if (page.startsWith("provenance/") || links.holds(page)) return `${links.base}/${page}${anchor}`;
    if (links.exists(page, place)) return `/${page}${anchor}`;
    return links.exists(page, "") ? `/${page}` : null;
  }
}
