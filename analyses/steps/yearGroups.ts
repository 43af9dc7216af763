import type {GroupEdge} from "./groupTrends.js";

/** Groups of whole years from their lower edges, named: "under 10 years", "10–19 years", "20 years or more". */
export function yearGroups(edges: readonly number[], unit = "years"): GroupEdge[] {
  return edges.map((from, k) => {
    const next = edges[k + 1];
    if (next === undefined) return {label: `${from} ${unit} or more`, from};
    if (from === 0) return {label: `under ${next} ${next === 1 ? "year" : unit}`, from};
    return {label: next - from === 1 ? `${from} ${unit}` : `${from}–${next - 1} ${unit}`, from};
  });
}
