import {expect, test} from "vitest";
import {thinCurves} from "../../../publish/disclosure/thinCurves.js";
import type {Cell, Column, TableData} from "../../../src/stats/result/report.js";
import {policy, reportOf, tableOf} from "./gate/reports.js";

const columns: Column[] = [
  {name: "time", label: "Years", type: "number"},
  {name: "events", label: "Events since the line before", type: "count"},
  {name: "surv", label: "Survival", type: "probability", from: ["events"]}
];
const rows: Cell[][] = [
  ["a", 0, 0, 1],
  ["a", 1, 12, 0.95],
  ["a", 2, 9, 0.91],
  ["a", 3, 4, 0.9],
  ["b", 0, 0, 1],
  ["b", 1, 14, 0.9],
  ["b", 2, 30, 0.7],
  ["b", 3, 0, 0.7]
];
const strict = {...policy, eventsPerStep: 15};

test("thinCurves leaves out points with too few events since the one before, and adds theirs on (by hand)", () => {
  const table: TableData = tableOf(columns, rows);
  const figure = {
    kind: "figure" as const,
    form: "cumulative-incidence" as const,
    caption: "",
    alt: "",
    data: {table}
  };
  const {items} = thinCurves(reportOf({figure}), strict);
  expect(items.figure).toMatchObject({
    data: {
      table: {
        rows: [
          ["a", 0, 0, 1],
          ["a", 2, 21, 0.91],
          ["b", 0, 0, 1],
          ["b", 2, 44, 0.7]
        ]
      }
    }
  });
});

test("thinCurves keeps rows of a table that are withheld anyway, and what is no curve (by hand)", () => {
  const {items} = thinCurves(
    reportOf({
      curve: tableOf(columns, rows.slice(0, 4)),
      other: tableOf(columns.slice(1), [["a", 3, 0.9]])
    }),
    {...strict, threshold: 10}
  );
  // 12 come too soon, 21 are enough, 4 are withheld in any case.
  expect(items.curve).toMatchObject({
    rows: [
      ["a", 0, 0, 1],
      ["a", 2, 21, 0.91],
      ["a", 3, 4, 0.9]
    ]
  });
  expect(items.other).toMatchObject({rows: [["a", 3, 0.9]]});
});
