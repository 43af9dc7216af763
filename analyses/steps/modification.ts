import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import {type GroupEdge, groupsOf, groupTrends} from "./groupTrends.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {publishedUnit} from "./trend.js";

const [, , ...figures] = forestColumns(publishedUnit);
const columns: Column[] = [
  {name: "modifier", label: "Modifier", type: "text"},
  {name: "level", label: "Group", type: "text"},
  ...figures,
  {name: "p", label: "p for difference", type: "p"}
];

/** A key of the cells by whose groups the trend may differ. */
export interface Modifier {
  label: string;
  key: "sex" | "country" | "age" | "year";
  /** Where each group begins, for scales; every class that occurs is a group of its own when absent. */
  groups?: readonly GroupEdge[];
}

/** Whether the trend differs between groups: a slope in each, and the likelihood-ratio test of one slope for all. */
export function modification(design: DoseResponse, modifiers: readonly Modifier[]): Step {
  return (study) => {
    const rows = modifiers.flatMap(({label, key, groups}): Cell[][] => {
      const list = groupTrends(study, design, groupsOf(cells(study, design).keys[key], groups));
      return list.map(({label: group, estimate, p}, k) => [
        ...forestRow(label, group, estimate),
        k === 0 ? p : null
      ]);
    });
    return {
      kind: "table",
      caption: `Whether the trend of ${design.outcome.label} with dose differs between groups.`,
      columns,
      rows,
      partition: "modifier",
      notes: ["p by likelihood ratio against one slope for all groups."]
    };
  };
}
