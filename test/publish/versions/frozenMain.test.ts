import {expect, test} from "vitest";
import {frozenMain} from "../../../publish/versions/frozenMain.js";

const links = {
  base: "/releases/2026.1",
  holds: (id: string) => ["cardiac/a", "cardiac/b"].includes(id),
  download: (id: string, file: string) => (file.endsWith(".csv") ? `/files/${id}/${file}` : null),
  exists: (page: string, place: string) => page === "docs/methods" && ["", "cox"].includes(place)
};
const main = (html: string) =>
  frozenMain(
    `<html><body><nav><a href="./x.html">nav</a></nav><main id="m">${html}</main></body></html>`,
    "cardiac/a",
    links
  );

test("frozenMain keeps every word, and leads to the same release, else to today's site, else nowhere (by hand)", () => {
  const cases: [string, string][] = [
    ['<a href="./b.html#trend">b</a>', '<a href="/releases/2026.1/cardiac/b#trend">b</a>'],
    [
      '<a class="source" href="../provenance/cardiac/a.html#x" aria-label="y"></a>',
      '<a class="source" href="/releases/2026.1/provenance/cardiac/a#x" aria-label="y"></a>'
    ],
    [
      '<a href="../_file/results/cardiac/a/bands.01234567.csv" download="a.csv">CSV</a>',
      '<a href="/files/cardiac/a/bands.csv" download="a.csv">CSV</a>'
    ],
    ['<a href="../_file/results/cardiac/a/bands.01234567.svg" download="a.svg">SVG</a>', "SVG"],
    ['<a href="../docs/methods.html#cox">Cox</a>', '<a href="/docs/methods#cox">Cox</a>'],
    ['<a href="../docs/methods.html#gone">gone</a>', '<a href="/docs/methods">gone</a>'],
    ['<a href="./gone.html">gone</a>', "gone"],
    [
      '<a href="#here">here</a> <a href="https://doi.org/1">doi</a>',
      '<a href="#here">here</a> <a href="https://doi.org/1">doi</a>'
    ],
    ['<p>1<script type="module">import "./x.js";</script>2</p>', "<p>12</p>"]
  ];
  for (const [was, is] of cases) expect(main(was)).toBe(is);
  expect(() => frozenMain("<html></html>", "cardiac/a", links)).toThrow(
    "page must have a main part; got none in the frozen page of cardiac/a"
  );
});
