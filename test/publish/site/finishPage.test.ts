import {expect, test} from "vitest";
import {finishPage} from "../../../publish/site/finishPage.js";

const page = (script: string) => `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework v1.13.4">
<title>x</title>
<link rel="modulepreload" href="../_observablehq/client.1a.js">
<link rel="modulepreload" href="../_import/components/search.js">
<script type="module">${script}</script>
</head>
<body>
<div id="observablehq-center">
<aside id="observablehq-toc" data-selector="h2">
<nav>
</nav>
</aside>
<main id="observablehq-main" class="observablehq">
<pre>x</pre></main>
</div>
</body>
</html>
`;

const frame = {header: "<nav>$&</nav>", footer: "<p>end</p>"};

test("finishPage sets frame, language, zoom, a skip link and a strict policy, and drops scripts that do nothing (by hand)", () => {
  const html = finishPage(page('\n\nimport "../_observablehq/client.1a.js";\n\n'), frame);
  expect(html).toContain('<header id="observablehq-header">\n<nav>$&</nav>\n</header>');
  expect(html).toContain('</main>\n<footer id="observablehq-footer">\n<div><p>end</p></div>\n</footer>');
  expect(html).toContain('<html lang="en-GB">');
  expect(html).not.toContain("maximum-scale");
  expect(html).toContain('<a class="skip" href="#observablehq-main">');
  expect(html).not.toContain("client.1a.js");
  expect(html).toContain("_import/components/search.js");
  expect(html).not.toContain("<aside");
  expect(html).toContain('<pre tabindex="0">');
  expect(html).toContain("script-src 'self';");
  expect(html).toContain("style-src 'self';");
});

test("finishPage keeps the script of a page with cells and allows it by its hash (by hand)", () => {
  const html = finishPage(page('import {define} from "../_observablehq/client.1a.js"; define({});'), frame);
  expect(html).toContain("define({})");
  expect(html).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/);
});

test("finishPage says when Framework writes pages otherwise than it knows (by hand)", () => {
  expect(() => finishPage("<html><body></body></html>", frame)).toThrow("to be finished; got none");
});
