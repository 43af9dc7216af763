import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";

/**
 * Which codes the events of each group bear: ICD-O-3 topography and morphology for cancers, ICD-10 for others.
 * Events without a code are those of "none".
 */
export function codeList(): Step {
  return (study) => {
    const events = study.table("events");
    const [group, ...codes] = ["group", "topography", "morphology", "icd10"].map((name) =>
      events.factor(name)
    );
    const counts = new Map<string, number>();
    group.codes.forEach((value, row) => {
      const own = codes
        .filter((factor) => factor.codes[row] >= 0)
        .map(({codes: of, levels}) => levels[of[row]]);
      const key = [value, own.join(" ") || "none"].join("\t");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    const rows = [...counts].map(([key, count]): [number, string, number] => {
      const [value, own] = key.split("\t");
      return [Number(value), own, count];
    });
    rows.sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
    return {
      kind: "table",
      caption: "Codes of the events, by the group that the outcomes of the reports are made of.",
      columns: [
        {name: "group", label: "Group", type: "text"},
        {name: "code", label: "Codes", type: "text"},
        {name: "count", label: "Events", type: "count"}
      ],
      rows: rows.map(([value, own, count]): Cell[] => [group.levels[value], own, count]),
      partition: "group",
      notes: [
        "ICD-O-3 topography and morphology for cancers, ICD-10 for other diagnoses and causes of death."
      ]
    };
  };
}
