import {randomBytes} from "node:crypto";
import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {expect, test} from "vitest";
import {checkSite} from "../../../publish/site/checkSite.js";

function site(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "harmonic-check-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), text);
  }
  return root;
}

test("checkSite finds nothing in a site that is whole (by hand)", () => {
  const root = site({
    "index.html":
      '<link rel="stylesheet" href="./a.css"><a href="./cardiac/x.html#t">x</a> <a href="https://doi.org/1">doi</a>',
    "a.css": "body{}",
    "cardiac/x.html": '<p id="t"></p><a href="../index.html">home</a>',
    "m.js": 'import "./n.js"',
    "n.js": ""
  });
  expect(checkSite(root)).toEqual([]);
});

test("checkSite names the page and the fault (by hand)", () => {
  const faults = (html: string) => checkSite(site({"index.html": html}));
  expect(faults('<div class="observablehq--error">')).toEqual([
    "index.html: holds an error where a result should be"
  ]);
  expect(faults('<script src="https://cdn.example/x.js"></script>')).toContain(
    "index.html: asks another origin for https://cdn.example/x.js"
  );
  expect(faults('<link rel="stylesheet" href="//fonts.example/x.css">')[0]).toContain("asks another origin");
  expect(faults('<img src="https://a.example/b.png">')[0]).toContain("asks another origin");
  expect(faults('<a href="./gone.html">')).toEqual(["index.html: links to ./gone.html, which is not there"]);
  expect(faults('<a href="#gone">')).toEqual(["index.html: links to #gone, where no such place is"]);
  expect(faults('<link rel="stylesheet" href="gone.css">')).toEqual([
    "index.html: asks for gone.css, which is not there"
  ]);
  expect(faults(randomBytes(90_000).toString("base64"))[0]).toMatch(
    /must weigh at most 81920 bytes compressed; got/
  );
});

test("checkSite names a module that a browser cannot find, and a style sheet that leaves home (by hand)", () => {
  expect(checkSite(site({"a.js": 'import x from "lodash";'}))).toEqual([
    "a.js: imports lodash, which a browser cannot find"
  ]);
  expect(checkSite(site({"a.css": '@import url("https://x.example/y.css");'}))[0]).toContain(
    "asks another origin"
  );
});
