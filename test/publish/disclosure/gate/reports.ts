import type {Policy} from "../../../../publish/policy.js";
import type {
  Cell,
  Column,
  Estimate,
  Item,
  Provenance,
  Report,
  Table
} from "../../../../src/stats/result/report.js";

/** The default rules, for reports made by hand. */
export const policy: Policy = {
  holder: "test",
  source: "",
  threshold: 10,
  roundTo: 5,
  zeros: "publish",
  personYearsRoundTo: 10,
  curveDecimals: 3,
  eventsPerStep: 10,
  percentileTail: 10,
  residualDf: 10,
  width: 4,
  unitsPerCase: 100,
  significantDigits: 7,
  rowsAtMost: 5000,
  exempt: []
};

const provenance: Provenance = {
  key: "",
  extract: {
    name: "",
    version: "",
    synthetic: true,
    tables: [],
    truth: null
  },
  code: "",
  lockfile: "",
  parameters: null,
  seed: null,
  policy: ""
};

/** A report of these items, as if it had been disclosed; by code `code` from so many rows. */
export function reportOf(
  items: Record<string, Item>,
  {code = "", rows = 1}: {code?: string; rows?: number} = {}
): Report {
  const tables = [{name: "persons", sha256: `of ${rows} rows`, rows}];
  const made = {...provenance, code, extract: {...provenance.extract, tables}};
  return {id: "cardiac/x", title: "", question: "", warnings: [], items, provenance: made};
}

/** A table of a text column and others. */
export function tableOf(columns: Column[], rows: Cell[][], partition?: string): Table {
  const group: Column = {name: "group", label: "Group", type: "text"};
  return {kind: "table", caption: "", columns: [group, ...columns], rows, ...(partition && {partition})};
}

export const cases: Column = {name: "cases", label: "Cases", type: "count"};

/** A count by itself. */
export function total(value: number, label = "Cases"): Estimate {
  return {kind: "estimate", label, type: "count", value};
}

/** A count that is withheld for being small. */
export const small = {withheld: "<10"};
