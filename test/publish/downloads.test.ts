import {readFileSync} from "node:fs";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {parse} from "csv-parse/sync";
import {expect, test} from "vitest";
import {csvText} from "../../publish/downloads/csvText.js";
import {lightColours} from "../../publish/downloads/lightColours.js";
import {downloadNames, downloads} from "../../publish/downloads.js";
import {projectRoot} from "../site/fixtureProject.js";
import {fixtureReport, leukaemia} from "../site/fixtures.js";

test("downloads gives each table as CSV and Arrow, each figure as SVG too, under the names the page links (law)", () => {
  const files = downloads(leukaemia).map(({file}) => file);
  const named = Object.entries(leukaemia.items).flatMap(([name, item]) =>
    downloadNames(name, item).map(({file}) => file)
  );
  expect([...files].sort()).toEqual([...named].sort());
  expect(files).toContain("dose-bands.csv");
  expect(files).toContain("dose-response-fit.arrow");
  expect(files).toContain("dose-response.svg");
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
    expect(svg, file).not.toMatch(/var\(|currentColor/);
  }
});

test("lightColours are those of the style sheet (law)", () => {
  const css = readFileSync(join(projectRoot, "src", "style", "colours.css"), "utf8");
  const light = css.slice(0, css.indexOf("@media"));
  for (const [name, colour] of Object.entries(lightColours)) expect(light).toContain(`--${name}: ${colour};`);
});

test("downloads of a report without tables and figures are none (by hand)", () => {
  const item = {kind: "estimate", label: "n", type: "count", value: 10} as const;
  expect(downloads(fixtureReport("cardiac/x", "", {n: item}))).toEqual([]);
});
