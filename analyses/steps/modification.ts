import type {Key} from "../../src/stats/persontime/cells.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import {type GroupEdge, type Groups, groupsOf, groupTrends} from "./groupTrends.js";
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
  key: "sex" | "country" | "age" | "year" | "ageAtFirst" | "sinceFirst";
  /** Where each group begins, for scales; every class that occurs is a group of its own when absent. */
  groups?: readonly GroupEdge[];
}

/** Whether the trend differs between groups: a slope in each, and the likelihood-ratio test of one slope for all. */
export function modification(design: DoseResponse, modifiers: readonly Modifier[]): Step {
  return (study) => {
    const rows = modifiers.flatMap(({label, key, groups}): Cell[][] => {
      const own = withKey(design, key, groups);
      const list = groupTrends(study, own, groupsIn(cells(study, own).keys, key, groups));
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
      notes: ["p by likelihood ratio against one slope for all groups.", beyondChance(rows)]
    };
  };
}

/** How many of the differences are beyond what chance alone makes once in twenty. */
function beyondChance(rows: readonly Cell[][]): string {
  const tests = rows.flatMap((row): {name: string; p: number}[] => {
    const p = row.at(-1);
    return typeof p === "number" ? [{name: String(row[0]).toLowerCase(), p}] : [];
  });
  const found = tests.filter(({p}) => p < 0.05).map(({name}) => name);
  if (tests.length === 1) return `The difference is ${found.length === 1 ? "" : "not "}beyond chance at 5 %.`;
  if (found.length === 0) return `None of the ${tests.length} differences is beyond chance at 5 %.`;
  return `Of ${tests.length} differences, beyond chance at 5 %: ${found.join(", ")}. One test in twenty is so by chance alone.`;
}

/** The design whose cells have the key: those of first procedures are keys only where they are asked for. */
function withKey(
  design: DoseResponse,
  key: Modifier["key"],
  groups: readonly GroupEdge[] = []
): DoseResponse {
  const edges = groups.map(({from}) => from);
  if (key === "ageAtFirst") return {...design, agesAtFirst: edges};
  if (key === "sinceFirst") return {...design, sinceFirst: edges};
  return design;
}

function groupsIn(keys: Record<string, Key>, key: Modifier["key"], groups?: readonly GroupEdge[]): Groups {
  if (key === "sex") {
    const {labels, of} = groupsOf(keys[key]);
    return {labels: labels.map((sex) => (sex === "F" ? "girls" : "boys")), of};
  }
  if (key !== "ageAtFirst" && key !== "sinceFirst") return groupsOf(keys[key], groups);
  const labels = groups!.map(({label}) => label);
  if (key === "ageAtFirst") return {labels, of: (cell) => keys["ageAtFirst"].codes[cell]};
  // The first class is that of children not yet exposed, who are not followed.
  return {labels, of: (cell) => keys["sinceFirstExposure"].codes[cell] - 1};
}
