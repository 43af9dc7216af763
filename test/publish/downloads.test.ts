import {readFileSync} from "node:fs";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {parse} from "csv-parse/sync";
import {expect, test} from "vitest";
import {documents} from "../../publish/documents.js";
import {csvText} from "../../publish/downloads/csvText.js";
import {downloadNames} from "../../publish/downloads/downloadNames.js";
import {lightColours} from "../../publish/downloads/lightColours.js";
import {downloads} from "../../publish/downloads.js";
import {projectRoot} from "../site/fixtureProject.js";
import {fixtureReport, leukaemia} from "../site/fixtures.js";

test("downloads gives each table as CSV, Arrow and Word, each figure as SVG and PNG too, under the names the page links (law)", async () => {
  const own = downloads(leukaemia);
  const files = [...own, ...(await documents(leukaemia, own))].map(({file}) => file);
  const named = Object.entries(leukaemia.items).flatMap(([name, item]) =>
    downloadNames(name, item).map(({file}) => file)
  );
  expect([...files].sort()).toEqual([...named, "citation.bib"].sort());
  expect(files).toContain("dose-bands.csv");
  expect(files).toContain("dose-response-fit.arrow");
  expect(files).toContain("dose-response.svg");
  expect(files).toContain("dose-response.png");
  expect(files).toContain("dose-bands.docx");
});

test("the citation names the report, the extract and the result, and disarms TeX (by hand)", () => {
  const {bytes} = downloads({...leukaemia, title: "50 % & more"}).find(({file}) => file === "citation.bib")!;
  const {extract, key} = leukaemia.provenance!;
  const text = Buffer.from(bytes).toString("utf8");
  expect(text).toContain("@techreport{harmonic-cardiac-leukaemia,\n  title = {{50 \\% \\& more}},");
  expect(text).toContain(`Extract ${extract.name} ${extract.version}`);
  expect(text).toContain(`result ${key.slice(0, 12)}}`);
});

test("downloads gives the same bytes twice (law)", () => {
  expect(downloads(leukaemia)).toEqual(downloads(leukaemia));
});

test("csvText quotes, keeps withheld cells as their text, and disarms formulas (by hand)", () => {
  const text = csvText({
    columns: [
      {name: "a", label: "A, with comma", type: "text"},
      {name: "n", label: "Dose", type: "number", unit: "mGy", digits: 3}
    ],
    rows: [
      ['=HYPERLINK("x")', 1.23456],
      ["−1 or less", {withheld: "<10"}],
      ["+1", null]
    ]
  });
  expect(text.startsWith('"A, with comma",Dose (mGy)\r\n')).toBe(true);
  expect(parse(text)).toEqual([
    ["A, with comma", "Dose (mGy)"],
    ['\'=HYPERLINK("x")', "1.23"],
    ["−1 or less", "<10"],
    ["'+1", ""]
  ]);
});

test("the Arrow download is read by apache-arrow, withheld cells null with their reason beside (law)", () => {
  const {bytes} = downloads(leukaemia).find(({file}) => file === "dose-bands.arrow")!;
  const table = tableFromIPC(bytes);
  expect(table.numRows).toBe(6);
  expect([...table.getChild("cases")!]).toEqual([145, 55, 35, 25, 15, null]);
  expect(table.getChild("cases_withheld")!.get(5)).toBe("<10");
  expect(table.schema.fields.find(({name}) => name === "meanDose")!.metadata.get("unit")).toBe("mGy");
});

test("the SVG download stands alone: caption and text inside, no variable of the page (law)", () => {
  for (const {file, bytes} of downloads(leukaemia)) {
    if (!file.endsWith(".svg")) continue;
    const svg = Buffer.from(bytes).toString("utf8");
    expect(svg, file).toMatch(/^<\?xml [^>]+>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg, file).toContain("<title>");
    expect(svg, file).toContain("Source: HARMONIC reports, ");
    expect(svg, file).not.toMatch(/var\(|currentColor/);
  }
});

test("lightColours are those of the style sheet (law)", () => {
  const css = readFileSync(join(projectRoot, "src", "style", "colours.css"), "utf8");
  const light = css.slice(0, css.indexOf("@media"));
  for (const [name, colour] of Object.entries(lightColours)) expect(light).toContain(`--${name}: ${colour};`);
});

test("downloads of a report without tables and figures are its citation alone (by hand)", () => {
  const item = {kind: "estimate", label: "n", type: "count", value: 10} as const;
  expect(downloads(fixtureReport("cardiac/x", "", {n: item})).map(({file}) => file)).toEqual([
    "citation.bib"
  ]);
});
