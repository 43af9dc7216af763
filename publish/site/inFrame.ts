import {dirname, join, relative} from "node:path/posix";

/** A page that is written without the site generator: where it stands, and what it holds. */
export interface WrittenPage {
  /** Path from the site's root, such as "provenance/cardiac/leukaemia.html". */
  file: string;
  title: string;
  /** What stands in `main`; links to pages of the site begin at its root and have no ending. */
  main: string;
}

/**
 * A page in the frame of another: its head, its navigation, its foot, with every link made to lead from where
 * the new page stands.
 *
 * @param frame a finished page at the site's root that needs no script but the search.
 * @throws Error when a part that every page has is not there.
 */
export function inFrame(frame: string, {file, title, main}: WrittenPage): string {
  let page = frame;
  const replace = (from: RegExp, to: string) => {
    if (!from.test(page)) throw new Error(`page must hold ${from} to lend its frame; got none`);
    page = page.replace(from, () => to);
  };
  const banner = /<p class="synthetic"[\s\S]*?<\/p>\n?/.exec(page)?.[0] ?? "";
  replace(/<title>[^<]*<\/title>/, `<title>${title} | HARMONIC reports</title>`);
  replace(/(?<=<main[^>]*>)[\s\S]*(?=<\/main>)/, "\u0000");
  page = page
    .replace(/<aside id="observablehq-toc"[\s\S]*?<\/aside>\n?/, "")
    .replaceAll(' aria-current="page"', "");
  page = page.replace(/(?<=\b(?:href|src)=")(\.\/[^"]*)(?=")/g, (href) => lead(file, join("/", href)));
  const own = main.replace(
    /(?<=<a\b[^>]*\bhref=")\/([^"#]*)(#[^"]*)?(?=")/g,
    (_, path: string, anchor = "") =>
      lead(file, `/${/\.[a-z]+$/.test(path) ? path : `${path || "index"}.html`}${anchor}`)
  );
  return page.replace("\u0000", () => `\n${banner}${own}`);
}

function lead(file: string, to: string): string {
  const [path, anchor] = to.split("#", 2);
  const href = relative(dirname(join("/", file)), path);
  return `${href.startsWith(".") ? href : `./${href}`}${anchor === undefined ? "" : `#${anchor}`}`;
}
