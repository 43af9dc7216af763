import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {localLinks} from "../../../publish/site/localLinks.js";

const folder = mkdtempSync(join(tmpdir(), "harmonic-links-"));
const where = {source: join(folder, "src"), site: join(folder, "dist")};

test("localLinks makes links to pages relative, with their ending, and leaves others (by hand)", () => {
  const links = (html: string) => localLinks(html, "/cardiac/leukaemia", where);
  expect(links('<a href="/">')).toBe('<a href="../index.html">');
  expect(links('<a href="/cardiac/sir#table-a">')).toBe('<a href="./sir.html#table-a">');
  expect(links('<a href="/docs/methods" aria-current="page">')).toBe(
    '<a href="../docs/methods.html" aria-current="page">'
  );
  expect(links('<a href="#table-a"> <a href="https://doi.org/1">')).toBe(
    '<a href="#table-a"> <a href="https://doi.org/1">'
  );
});

test("localLinks copies a download under the hash of its bytes (by hand)", () => {
  mkdirSync(join(where.source, "results"), {recursive: true});
  writeFileSync(join(where.source, "results", "a.csv"), "abc");
  // SHA-256 of "abc" (FIPS 180-4) begins with ba7816bf.
  expect(localLinks('<a href="/results/a.csv" download="x.csv">', "/index", where)).toBe(
    '<a href="./_file/results/a.ba7816bf.csv" download="x.csv">'
  );
  expect(readFileSync(join(where.site, "_file", "results", "a.ba7816bf.csv"), "utf8")).toBe("abc");
});
