import {estimateText} from "../../src/components/estimate.js";
import {printedTable} from "../../src/components/printedTable.js";
import type {Cell, Estimate, Item, Report, Table} from "../../src/stats/result/report.js";
import {aims} from "../site/aims.js";
import {record} from "./record.js";

/**
 * What made the synthetic data, beside what each analysis found: the sentence in which it says so, or why it
 * has none, and every row of its tables that is held against the truth. Empty where the data are children's
 * own.
 */
export function truthRecord(reports: readonly Report[]): Report {
  const own = reports.filter(({provenance}) => provenance?.extract.synthetic);
  const rows = own.flatMap(comparedRows);
  const held = rows.filter((row) => row.at(-1) === "yes").length;
  const expected = Math.round(0.95 * rows.length);
  return record("docs/truth", "What is true", "Do the reports find what made the synthetic data?", {
    analyses: {
      kind: "table",
      caption: "Each analysis, its main answer, and what it says of the truth.",
      columns: [
        {name: "aim", label: "Aim", type: "text"},
        {name: "report", label: "Report", type: "text", link: "address"},
        {name: "address", label: "Address", type: "text"},
        {name: "answer", label: "Answer", type: "text"},
        {name: "truth", label: "What made the data", type: "text"}
      ],
      rows: own.map((report) => [
        aims[report.id.split("/")[0]],
        report.title,
        `/${report.id}`,
        answerOf(report),
        saidOf(report)
      ])
    },
    sum: {
      kind: "statement",
      text:
        rows.length === 0
          ? ""
          : `Of ${rows.length} figures in the tables of the reports that are held against the value that made them, ${held} have it in their 95 % interval; about ${expected} should.`
    },
    figures: {
      kind: "table",
      caption: "Every figure of a table that is held against the value that made the data.",
      columns: [
        {name: "report", label: "Report", type: "text"},
        {name: "figure", label: "Figure", type: "text", link: "address"},
        {name: "address", label: "Address", type: "text"},
        {name: "published", label: "Published", type: "text"},
        {name: "truth", label: "Made with", type: "text"},
        {name: "covered", label: "In the interval", type: "text"}
      ],
      rows
    }
  });
}

/** The first estimate with an interval. */
function answerOf({items}: Report): string {
  const first = Object.values(items).find(
    (item): item is Estimate =>
      item.kind === "estimate" && (item.lower !== undefined || item.upper !== undefined)
  );
  return first ? `${first.label}: ${estimateText(first)}` : "";
}

function saidOf({items}: Report): string {
  const {truth} = items;
  if (truth?.kind === "statement" && truth.text !== "")
    return capital(truth.text.replace(/^The data are synthetic[:.] /, ""));
  const compared = Object.values(items).filter(isCompared).length;
  return compared > 0 ? "Held against it row by row, in the table below." : "It states none.";
}

function isCompared(item: Item): item is Table {
  return item.kind === "table" && item.columns.some(({name}) => name === "covered");
}

/** Report, row, address, published figure, true value, and whether it is in the interval. */
function comparedRows(report: Report): Cell[][] {
  return Object.entries(report.items).flatMap(([name, item]) => {
    if (!isCompared(item)) return [];
    const {columns} = item;
    const at = (wanted: string) => columns.findIndex((column) => column.name === wanted);
    const [lower, truth, covered] = [at("lower"), at("truth"), at("covered")];
    const texts = columns.flatMap(({type}, j) => (type === "text" && j !== covered ? [j] : []));
    const printed = printedTable({
      columns: [columns[lower - 1], columns[lower], columns[lower + 1], columns[truth]],
      rows: item.rows.map((row) => [row[lower - 1], row[lower], row[lower + 1], row[truth]])
    }).groups[0].rows;
    return item.rows.flatMap((row, i) => {
      if (row[covered] !== "yes" && row[covered] !== "no") return [];
      const [{text, interval}, {text: made}] = printed[i];
      return [
        [
          report.title,
          texts.map((j) => row[j]).join(", "),
          `/${report.id}#table-${name}`,
          interval ? `${text} ${interval}` : text,
          made,
          row[covered]
        ]
      ];
    });
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
