import {checkExtract} from "../../loaders/check/checkExtract.js";
import type {Finding} from "../../loaders/check/finding.js";
import {schemas} from "../../loaders/check/schemas.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type Study, tableNames} from "../study.js";

/** How many kinds of finding of a severity the check of the extract made. */
export function findingKinds(severity: Finding["severity"], label: string): Step {
  return (study) => ({
    kind: "estimate",
    label,
    value: findings(study).filter((finding) => finding.severity === severity).length
  });
}

/** What the check found, kind by kind, with the number of rows it concerns. */
export function findingTable(): Step {
  return (study) => ({
    kind: "table",
    caption: "What the check of the extract found.",
    columns: [
      {name: "severity", label: "Severity", type: "text"},
      {name: "table", label: "Table", type: "text"},
      {name: "finding", label: "Finding", type: "text"},
      {name: "count", label: "Rows", type: "count"},
      {name: "of", label: "Rows checked", type: "count"},
      {name: "share", label: "Share", type: "number", unit: "%", digits: 2, from: ["count"]}
    ],
    rows: findings(study).map(({severity, table, message, count, of}): Cell[] => [
      severity,
      table,
      message,
      count,
      of,
      (100 * count) / of
    ])
  });
}

/** The tables of the extract and their rows. */
export function tableSizes(): Step {
  return (study) => ({
    kind: "table",
    caption: "Tables of the extract.",
    columns: [
      {name: "table", label: "Table", type: "text"},
      {name: "holds", label: "Rows are", type: "text"},
      {name: "rows", label: "Rows", type: "count"},
      {name: "columns", label: "Columns", type: "number"}
    ],
    rows: tableNames.map((name): Cell[] => {
      const {rows, columns} = study.table(name);
      return [name, schemas[name].title, rows, columns.length];
    })
  });
}

function findings(study: Study): Finding[] {
  return study.once("findings", () =>
    checkExtract(Object.fromEntries(tableNames.map((name) => [name, study.table(name)])), schemas)
  );
}
