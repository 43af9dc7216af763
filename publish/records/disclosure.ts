import type {Report} from "../../src/stats/result/report.js";
import {countAttack} from "../disclosure/gate/countAttack.js";
import {curveAttack} from "../disclosure/gate/curveAttack.js";
import {figureAttack} from "../disclosure/gate/figureAttack.js";
import {modelCheck} from "../disclosure/gate/modelCheck.js";
import type {Policy} from "../policy.js";
import {record} from "./record.js";

/**
 * The page for data holders: the rules, and what the attacks of the gate on these very reports came to. The
 * scan of the built site comes after; a site that it does not pass is never put in its place.
 */
export function disclosureRecord(reports: readonly Report[], policy: Policy): Report {
  const counts = countAttack([reports], policy);
  const figures = figureAttack(reports, policy);
  const curves = curveAttack(reports, policy);
  const models = reports.map((report) => modelCheck(report, policy));
  const estimates = models.reduce((sum, model) => sum + model.estimates, 0);
  const found = models.reduce((sum, model) => sum + model.findings.length, 0);
  return record("docs/disclosure", "Small counts", "Does anything published lead back to a child?", {
    rules: {
      kind: "table",
      caption: `Rules of ${policy.holder}; of each the strictest.`,
      columns: [
        {name: "rule", label: "Rule", type: "text"},
        {name: "value", label: "Value", type: "text"}
      ],
      rows: [
        ["Counts that are withheld", `below ${policy.threshold}`],
        ["Zeros", policy.zeros === "publish" ? "shown" : "withheld"],
        ["Other counts", `rounded to ${policy.roundTo}`],
        ["Person-years", `rounded to ${policy.personYearsRoundTo}`],
        ["Range that a withheld count must keep", `${policy.width}, from the highest to the lowest value`],
        ["Curves", `${policy.curveDecimals} decimals, ${policy.eventsPerStep} events a step`],
        ["Percentiles", `${policy.percentileTail} values beyond; no minimum or maximum`],
        [
          "Models",
          `${policy.residualDf} cases more than parameters${policy.exempt.includes("models") ? "; exempt from the threshold" : ""}`
        ],
        ["Digits of an estimate", `one case moves it by at most ${policy.unitsPerCase} units of the last`],
        ["Digits of any figure", `at most ${policy.significantDigits}`],
        ["Rows of a table", `at most ${policy.rowsAtMost}`]
      ]
    },
    checks: {
      kind: "table",
      caption: "What the attacks on the reports of this site came to.",
      columns: [
        {name: "attack", label: "Attack", type: "text"},
        {name: "on", label: "On", type: "text"},
        {name: "came", label: "Came to", type: "text"},
        {name: "found", label: "Findings", type: "number"}
      ],
      rows: [
        [
          "All sums of counts, as one linear system",
          `${counts.counts} counts in ${counts.sums} sums`,
          counts.narrowest === null
            ? "no count is withheld"
            : `${counts.withheld} counts withheld; the best known still has a range of ${counts.narrowest}`,
          counts.findings.length
        ],
        [
          "Percentages, rates and ratios times their denominators in any table, intervals, p-values",
          `${reports.length} reports`,
          "exact counts told",
          figures.length
        ],
        [
          "Reconstruction of curves",
          `${curves.curves} curves, ${curves.steps} steps`,
          `number at risk told at ${curves.recovered} steps`,
          curves.findings.length
        ],
        [
          "Models, percentiles and digits",
          `${estimates} estimates on cases`,
          `against the rules above; one case moves an estimate by at most ${Math.ceil(Math.max(0, ...models.map((model) => model.unitsPerCase)))} units of its last digit`,
          found
        ]
      ]
    }
  });
}
