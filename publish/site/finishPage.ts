import {createHash} from "node:crypto";

/** What stands around every page. */
export interface Frame {
  header: string;
  footer: string;
}

/**
 * Finishes a page as Framework wrote it: its frame, the language, zoom, a skip link, names for landmarks, no script
 * where no cell of the page needs one, and a content security policy that allows the page's own files only.
 *
 * @param script path of the script by which a reader computes the page again, for pages with buttons to do so.
 * @throws Error when the page lacks a part that Framework 1.13.4 writes: then the version has changed.
 */
export function finishPage(html: string, {header, footer}: Frame, script?: string): string {
  let page = html;
  const replace = (from: string | RegExp, to: string) => {
    const next = page.replace(from, () => to);
    if (next === page) throw new Error(`page must hold ${from} to be finished; got none`);
    page = next;
  };
  replace("<html>", '<html lang="en-GB">');
  replace("initial-scale=1, maximum-scale=1", "initial-scale=1");
  replace(/<meta name="generator"[^>]*>\n/, "");
  replace(/<body>/, '<body>\n<a class="skip" href="#observablehq-main">Skip to the text</a>');
  replace(
    '<div id="observablehq-center">',
    `<div id="observablehq-center">\n<header id="observablehq-header">\n${header}\n</header>`
  );
  replace("</main>", `</main>\n<footer id="observablehq-footer">\n<div>${footer}</div>\n</footer>`);
  replace('<main id="observablehq-main"', '<main id="observablehq-main" tabindex="-1"');
  page = page.replace(
    '<aside id="observablehq-toc"',
    '<aside id="observablehq-toc" aria-label="On this page"'
  );
  page = page.replace(/(<aside id="observablehq-toc"[^>]*>\n)<nav>/, '$1<nav aria-label="On this page">');
  page = page.replace(/<aside id="observablehq-toc"[^>]*>\n<nav[^>]*>\n<\/nav>\n<\/aside>/, "");
  page = page.replace(/ tabindex="-1"(?= class="observablehq-header-anchor")/g, "");

  page = page.replace(/<pre(?![^>]*tabindex)/g, '<pre tabindex="0"');

  const static_ = /<script type="module">\s*import "[^"]*_observablehq\/client[^"]*";\s*<\/script>\n?/;
  const interactive = !static_.test(page);
  if (!interactive) {
    page = page.replace(static_, "");
    page = page.replace(
      /<link rel="modulepreload" href="[^"]*_observablehq\/(client|runtime|stdlib)[^"]*">\n?/g,
      ""
    );
  }
  if (script !== undefined && page.includes('<button type="button" class="act"'))
    replace("</head>", `<script type="module" src="${script}"></script>\n</head>`);
  const hashes = [...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  const policy = [
    "default-src 'none'",
    `script-src ${["'self'", ...hashes].join(" ")}`,
    `style-src 'self'${interactive ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
  replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`
  );
  return page;
}
