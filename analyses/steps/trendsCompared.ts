import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {publishedDose, publishedUnit, trendEstimate} from "./trend.js";

/** Designs under the name of what they are about. */
type Designs = Record<string, DoseResponse>;

const [, , ...figures] = forestColumns(publishedUnit);
const columns: Column[] = [
  {name: "outcome", label: "Outcome", type: "text"},
  {name: "organ", label: "Dose to the", type: "text"},
  {name: "lag", label: "Lag", type: "number", unit: "years"},
  ...figures
];
const truths: Column[] = [
  {name: "truth", label: "Made with", type: "number", digits: 3},
  {name: "covered", label: "In the interval", type: "text", from: ["cases"]}
];

/** The trends of several outcomes beside each other. */
export function trendsFigure(designs: Designs): Step {
  return (study) => ({
    kind: "figure",
    form: "forest",
    caption: `Excess relative risk ${publishedUnit} of each cancer, on the dose to its organ.`,
    alt: `The excess relative risk with its interval for ${Object.keys(designs).length} outcomes.`,
    data: {
      estimates: {
        columns: forestColumns(publishedUnit),
        rows: Object.values(designs).map((design) =>
          forestRow("", design.outcome.label, trendEstimate(study, design))
        )
      }
    },
    options: {x: `Excess relative risk ${publishedUnit}`, null: 0, scale: "linear"}
  });
}

/** The trends as a table, and for synthetic data the value that made each and whether the interval holds it. */
export function trendsTable(designs: Designs): Step {
  return (study) => {
    const made: Record<string, {perMgy: number}> | undefined = study.truth?.model.cardiac.err;
    const rows = Object.values(designs).map((design): Cell[] => {
      const {outcome, organ, lagYears} = design;
      const trend = trendEstimate(study, design);
      const row: Cell[] = [outcome.label, organ.label, lagYears, ...forestRow("", "", trend).slice(2)];
      if (!made) return row;
      const values = new Set(outcome.groups.map((group) => made[group].perMgy * publishedDose));
      if (values.size > 1) return [...row, null, "—"];
      const [truth] = values;
      const inside = truth >= (trend.lower ?? -Infinity) && truth <= (trend.upper ?? Infinity);
      return [...row, truth, inside ? "yes" : "no"];
    });
    return {
      kind: "table",
      caption: `Excess relative risk ${publishedUnit} of each cancer.`,
      columns: made ? [...columns, ...truths] : columns,
      rows,
      partition: "outcome",
      notes: made
        ? [
            "Made with: the excess relative risk that made the synthetic data, in the unit of the table; — where several made them, each on the dose to its own organ."
          ]
        : []
    };
  };
}

/** Of which outcomes the whole interval lies above no excess. */
export function trendsFound(designs: Designs): Step {
  return (study) => {
    const found = Object.values(designs).filter(
      (design) => (trendEstimate(study, design).lower ?? -Infinity) > 0
    );
    const names = found.map(({outcome}) => outcome.label).join(" and of ");
    return {
      kind: "statement",
      text:
        found.length === 0
          ? "For none of the cancers does the interval of the excess relative risk lie above no excess."
          : `The risk of ${names} rises with dose, by an interval above no excess. For the other cancers the interval includes no excess.`
    };
  };
}

/** How many of the intervals hold the value that made the synthetic data; empty for children's own. */
export function trendsCovered(designs: Designs): Step {
  return (study) => {
    const {rows} = trendsTable(designs)(study) as {rows: Cell[][]} & ReturnType<Step>;
    const said = rows.map((row) => row.at(-1)).filter((covered) => covered === "yes" || covered === "no");
    if (!study.truth) return {kind: "statement", text: ""};
    const held = said.filter((covered) => covered === "yes").length;
    return {
      kind: "statement",
      text: `The data are synthetic: ${held} of ${said.length} intervals hold the excess relative risk that the data were made with.`
    };
  };
}
