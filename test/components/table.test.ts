import {expect, test} from "vitest";
import {table} from "../../src/components/table.js";
import type {TableData} from "../../src/stats/result/report.js";
import {characteristics, doseBands} from "../site/fixtures.js";

function text(data: TableData): string[][] {
  const html = table(data, "x");
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell.replace(/<[^>]+>/g, ""))
  );
}

test("table parts several links of a cell, and leaves what follows a dash unlinked (by hand)", () => {
  const html = table(
    {
      columns: [
        {name: "what", label: "What", type: "text", link: "to"},
        {name: "to", label: "Address", type: "text"}
      ],
      rows: [["Brain; Lung — too few cases: Thyroid", "/brain#a; /lung#b"]]
    },
    "Places"
  );
  expect(html).toContain('<a href="/brain#a">Brain</a>, <a href="/lung#b">Lung</a> — too few cases: Thyroid');
});

test("table prints an estimate and its bounds in one column, references and withheld cells as such (by hand)", () => {
  const rows = text(doseBands);
  expect(rows[0]).toEqual(["Dose (mGy)", "Mean dose (mGy)", "Person-years", "Cases", "Relative risk (CI)"]);
  expect(rows[1].at(-1)).toBe("1 (reference)");
  expect(rows[2].at(-1)).toBe("1.08 (0.78 to 1.47)");
  expect(rows[6].slice(-2)).toEqual(["&lt;10", "·"]);
});

test("table says of a bound that it is not determined (by hand)", () => {
  const rows = text({...doseBands, rows: [["all", 1, 10, 20, 1.5, null, 3.2]]});
  expect(rows[1].at(-1)).toBe("1.50 (n.d. to 3.20)");
});

test("table sets equal values of the first column as headings over their rows (by hand)", () => {
  const rows = text(characteristics);
  expect(rows[1]).toEqual(["Sex"]);
  expect(rows[2]).toEqual(["girls", "38,120", "45.3", "470,220", "130"]);
});

test("table leaves a first column whose values come back as a column (by hand)", () => {
  const columns: TableData["columns"] = [
    {name: "a", label: "A", type: "text"},
    {name: "b", label: "B", type: "text"},
    {name: "c", label: "C", type: "count"}
  ];
  const rows = [
    ["x", "1", 10],
    ["y", "2", 20],
    ["x", "3", 30]
  ];
  expect(text({columns, rows})[1]).toEqual(["x", "1", "10"]);
});

test("table without rows says that there are none (by hand)", () => {
  expect(text({...doseBands, rows: []})[1]).toEqual(["none"]);
});

test("table escapes labels and cells (by hand)", () => {
  const html = table({columns: [{name: "a", label: "<b>", type: "text"}], rows: [["<script>"]]}, '"x"');
  expect(html).not.toContain("<script>");
  expect(html).not.toContain("<b>");
  expect(html).toContain('aria-label="&quot;x&quot;"');
});

test("table makes a link of a cell whose column names one of addresses, and prints no addresses (by hand)", () => {
  const html = table(
    {
      columns: [
        {name: "report", label: "Report", type: "text", link: "address"},
        {name: "address", label: "Address", type: "text"}
      ],
      rows: [
        ["Leukaemia", "/cardiac/leukaemia#truth"],
        ["no page", null]
      ]
    },
    "x"
  );
  expect(html).toContain('<th scope="row"><a href="/cardiac/leukaemia#truth">Leukaemia</a></th>');
  expect(html).toContain('<th scope="row">no page</th>');
  expect(html).not.toContain("Address");
});

test("table is wordy, and stacks on a phone, where cells of three columns of text are sentences (by hand)", () => {
  const columns: TableData["columns"] = ["a", "b", "c"].map((name) => ({name, label: name, type: "text"}));
  const told = (words: string) => table({columns, rows: [["x", "y", words]]}, "Told");
  expect(told("A sentence. ".repeat(10))).toContain('class="wordy"');
  expect(told("yes")).not.toContain("wordy");
});
