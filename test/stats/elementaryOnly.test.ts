import {readdirSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";

/** What differs by a last bit between engines, or between one run and the next. */
const forbidden = [
  /\bMath\.(?!(?:sqrt|abs|min|max|floor|ceil|round|trunc|sign|fround|imul|clz32|PI|E|LN2|LN10|LOG2E|LOG10E|SQRT2|SQRT1_2)\b)\w+/g,
  /\*\*/g,
  /\b(?:Date|performance|crypto)\b/g
];

/** The text without comments and strings. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*|"(?:[^"\\]|\\.)*"/g, "");
}

test("src/stats takes its elementary functions from numeric/elementary and knows no clock and no dice (law)", () => {
  const root = fileURLToPath(new URL("../../src/stats/", import.meta.url));
  const files = readdirSync(root, {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) =>
    forbidden.flatMap((pattern) =>
      (code(readFileSync(root + file, "utf8")).match(pattern) ?? []).map((word) => `${file}: ${word}`)
    )
  );
  expect(found).toEqual([]);
});

test("src/stats imports nothing but itself and @stdlib (law)", () => {
  const root = fileURLToPath(new URL("../../src/stats/", import.meta.url));
  const files = readdirSync(root, {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".ts"));
  const outside = files.flatMap((file) =>
    [...readFileSync(root + file, "utf8").matchAll(/from "([^"]+)"/g)]
      .map(([, from]) => from)
      .filter((from) => {
        if (from.startsWith("@stdlib/")) return false;
        return (
          !from.startsWith(".") ||
          !new URL(from, new URL(file, "file:///stats/")).pathname.startsWith("/stats/")
        );
      })
      .map((from) => `${file}: ${from}`)
  );
  expect(outside).toEqual([]);
});
