import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type LifetimeRisk, riskSexes} from "../designs/lifetimeRisk.js";
import {riskOfDoses, type Today, todaysProcedures} from "../designs/todaysDoses.js";
import {medians, riskUnit, sexLabels, siteLabel, summary} from "./lifetimeRisk.js";

const figure = (name: string, label: string, unit?: string): Column => ({
  name,
  label,
  type: "number",
  ...(unit ? {unit} : {}),
  digits: 3,
  from: ["procedures"]
});

const columns: Column[] = [
  {name: "class", label: "Procedure", type: "text"},
  {name: "sex", label: "Sex", type: "text"},
  {name: "age", label: "Age", type: "text", unit: "years"},
  {name: "site", label: "Cancer", type: "text"},
  {name: "procedures", label: "Procedures", type: "count"},
  figure("dose", "Median organ dose", "mGy"),
  figure("estimate", "Lifetime cases", riskUnit),
  figure("lower", "lower"),
  figure("upper", "upper")
];

/** The name of the row that adds up all sites. */
export const allSites = "all of these";

/**
 * Lifetime risk of one procedure at today's median doses, by class of procedure, sex, age and site of the cancer,
 * and of all sites together: what a reader looks up, and reduces in proportion to dose.
 */
export function riskLookup(design: LifetimeRisk, today: Today): Step {
  return (study) => {
    const {kinds} = todaysProcedures(study, design, today);
    const rows = kinds.flatMap((name, kind) =>
      riskSexes.flatMap((code, sex) =>
        design.ages.flatMap(({label}, age): Cell[][] => {
          const {doses, count} = medians(study, design, today, {kind, sex, age});
          if (count === 0) return [];
          const row = (site: string, dose: number | null, own: readonly number[]): Cell[] => {
            const {mean, lower, upper} = summary(riskOfDoses(study, design, own, sex, age), design.level);
            return [name, sexLabels[sex], label, site, count, dose, mean, lower, upper];
          };
          return [
            row(allSites, null, doses),
            ...design.sites.flatMap(({site, sexes}, s) =>
              sexes.includes(code)
                ? [
                    row(
                      siteLabel(site).toLowerCase(),
                      1000 * doses[s],
                      doses.map((dose, other) => (other === s ? dose : 0))
                    )
                  ]
                : []
            )
          ];
        })
      )
    );
    return {
      kind: "table",
      caption:
        "Lifetime cases of cancer that one procedure adds at today's median doses, by site of the cancer.",
      columns,
      rows,
      partition: "site"
    };
  };
}
