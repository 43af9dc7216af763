import {strFromU8, unzipSync} from "fflate";
import {expect, test} from "vitest";
import {tokens} from "../../../publish/disclosure/gate/tokens.js";
import {wordBytes} from "../../../publish/downloads/wordBytes.js";
import {printedTable} from "../../../src/components/printedTable.js";
import type {Table} from "../../../src/stats/result/report.js";
import {characteristics, doseBands} from "../../site/fixtures.js";

async function parts(item: Table): Promise<Record<string, string>> {
  const files = unzipSync(await wordBytes(item, "Source: here."));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Text of each paragraph of a document. */
function paragraphs(xml: string): string[] {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
      .map(([, text]) => text)
      .join("")
      .replaceAll("&lt;", "<")
      .replaceAll("&amp;", "&")
  );
}

test("wordBytes sets caption, the table as the page prints it, notes and source (law)", async () => {
  for (const item of [doseBands, characteristics]) {
    const {columns, groups} = printedTable(item);
    const cells = groups.flatMap(({name, rows}) => [
      ...(name === null ? [] : [name]),
      ...rows.flat().map(({text, interval}) => (interval ? `${text} ${interval}` : text))
    ]);
    const {"word/document.xml": xml} = await parts(item);
    const [caption, ...rest] = paragraphs(xml);
    expect(caption.startsWith("Table. ")).toBe(true);
    expect(rest.slice(0, columns.length + cells.length)).toEqual([
      ...columns.map(({header}) => header),
      ...cells
    ]);
    expect(rest.at(-1)).toBe("Source: here.");
  }
});

test("wordBytes draws three lines: above and below the table, and under its head (by hand)", async () => {
  const {"word/document.xml": xml} = await parts(doseBands);
  const borders = /<w:tblBorders>(.*?)<\/w:tblBorders>/.exec(xml)![1];
  expect([...borders.matchAll(/<w:(\w+) w:val="(\w+)"/g)].map(([, side, style]) => [side, style])).toEqual([
    ["top", "single"],
    ["left", "none"],
    ["bottom", "single"],
    ["right", "none"],
    ["insideH", "none"],
    ["insideV", "none"]
  ]);
  const [head, ...rows] = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/g)].map(([row]) => row);
  expect(head).toContain("<w:tblHeader/>");
  expect(head).toContain("<w:tcBorders>");
  expect(rows.some((row) => row.includes("Borders"))).toBe(false);
});

test("wordBytes says what a withheld cell and a bound that is not determined mean (by hand)", async () => {
  const {"word/document.xml": xml} = await parts({
    ...doseBands,
    rows: [["all", 1, 10, {withheld: "<10"}, 1.5, null, 3.2]]
  });
  const below = paragraphs(xml).at(-2);
  expect(below).toContain("<10: withheld, lest a few children be singled out.");
  expect(below).toContain("n.d.: not determined by the data.");
});

test("wordBytes holds no time, and the same bytes at another time and in another zone (law)", async () => {
  const zone = process.env["TZ"];
  try {
    process.env["TZ"] = "Asia/Tokyo";
    const one = await wordBytes(doseBands, "Source: here.");
    process.env["TZ"] = "America/New_York";
    const two = await wordBytes(doseBands, "Source: here.");
    expect(Buffer.from(one).equals(two)).toBe(true);
    for (const [name, text] of Object.entries(await parts(doseBands)))
      expect(
        [...tokens(text)].filter(({isDate}) => isDate),
        name
      ).toEqual([]);
    expect((await parts(doseBands))["docProps/core.xml"]).not.toContain("dcterms:created");
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});
