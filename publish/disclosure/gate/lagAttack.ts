import {type LaggedCell, movedCases} from "../../../src/stats/persontime/movedCases.js";
import type {Report, TableData, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {rangeOf} from "../publishedCount.js";
import type {GateFinding} from "./finding.js";

/**
 * What tables of one person-time under several lags tell together: the cases that a longer lag moves below a
 * dose, which may be few. A finding where such a number may lie below the threshold and is known to fewer
 * values than the policy asks.
 *
 * Witness: by hand in test/publish/disclosure/gate/lagAttack.test.ts.
 */
export function lagAttack({id, items, provenance}: Report, policy: Policy): GateFinding[] {
  if (provenance === null) return [];
  return Object.entries(items).flatMap(([item, table]) => {
    if (table.kind !== "table") return [];
    return strataByLag(table, policy).flatMap(({stratum, cells}) =>
      movedCases(cells)
        .filter(({lower, upper}) => lower < policy.threshold && upper - lower < policy.width)
        .map(
          ({lags, edges, lower, upper}): GateFinding => ({
            part: "attack",
            where: `${id}#${item}, ${stratum}`,
            what: `tells that ${lower} to ${upper} cases are above ${edges[0]} under a lag of ${lags[0]} years and not above ${edges[1]} under one of ${lags[1]}; the policy asks for a range of ${policy.width}`
          })
        )
    );
  });
}

/** The cells of each stratum of a table with the columns lag, from and cases; none for any other table. */
function strataByLag({columns, rows}: TableData, policy: Policy): {stratum: string; cells: LaggedCell[]}[] {
  const [lag, from, cases] = ["lag", "from", "cases"].map((name) =>
    columns.findIndex((column) => column.name === name)
  );
  if ([lag, from, cases].includes(-1)) return [];
  const texts = columns.flatMap(({type, name}, j) => (type === "text" && name !== "band" ? [j] : []));
  const strata = new Map<string, LaggedCell[]>();
  for (const row of rows) {
    const stratum = texts.map((j) => String(row[j])).join(", ");
    const range = rangeOf(row[cases] as number | Withheld, policy);
    strata.set(stratum, [
      ...(strata.get(stratum) ?? []),
      {lag: row[lag] as number, from: row[from] as number, ...range}
    ]);
  }
  return [...strata].map(([stratum, cells]) => ({stratum, cells}));
}
