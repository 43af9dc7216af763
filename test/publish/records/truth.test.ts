import {expect, test} from "vitest";
import {truthRecord} from "../../../publish/records/truth.js";
import type {Report, Statement, Table} from "../../../src/stats/result/report.js";
import {leukaemia} from "../../site/fixtures.js";

const compared: Table = {
  kind: "table",
  caption: "Ratios.",
  columns: [
    {name: "outcome", label: "Outcome", type: "text"},
    {name: "sir", label: "SIR", type: "number", digits: 3},
    {name: "lower", label: "lower", type: "number", digits: 3},
    {name: "upper", label: "upper", type: "number", digits: 3},
    {name: "truth", label: "Made with", type: "number", digits: 3},
    {name: "covered", label: "In the interval", type: "text"}
  ],
  rows: [
    ["leukaemia", 1.06, 0.775, 1.42, 1.24, "yes"],
    ["lymphoma", 2.75, 2.39, 3.15, 1.1, "no"],
    ["brain", {withheld: "<10"}, null, null, 1.2, {withheld: "·"}]
  ]
};
const report = (items: Report["items"]): Report => ({...leukaemia, items});
const said = (text: string): Statement => ({kind: "statement", text});

test("truthRecord gives each report its sentence, and each row of a table that is held against the truth (by hand)", () => {
  const {analyses, sum, figures} = truthRecord([
    report({truth: said("The data are synthetic: they were made with 1.8, which the interval covers.")}),
    report({truth: compared}),
    report({})
  ]).items as {analyses: Table; sum: Statement; figures: Table};
  expect(analyses.rows.map((row) => row.at(-1))).toEqual([
    "They were made with 1.8, which the interval covers.",
    "Held against it row by row, in the table below.",
    "It states none."
  ]);
  expect(sum.text).toContain("Of 2 figures");
  expect(sum.text).toContain("1 have it in their 95 % interval; about 2 should");
  expect(figures.rows).toEqual([
    [leukaemia.title, "leukaemia", "/cardiac/leukaemia#table-truth", "1.06 (0.78 to 1.42)", "1.24", "yes"],
    [leukaemia.title, "lymphoma", "/cardiac/leukaemia#table-truth", "2.75 (2.39 to 3.15)", "1.10", "no"]
  ]);
});

test("truthRecord says nothing of children's own data (by hand)", () => {
  const {provenance} = leukaemia;
  const own = {
    ...leukaemia,
    provenance: {...provenance!, extract: {...provenance!.extract, synthetic: false}}
  };
  const {analyses, sum, figures} = truthRecord([own]).items as {
    analyses: Table;
    sum: Statement;
    figures: Table;
  };
  expect([analyses.rows, figures.rows, sum.text]).toEqual([[], [], ""]);
});
