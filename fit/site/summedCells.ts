import {daysPerYear} from "../../src/stats/persontime/daysPerYear.js";
import type {SummedCells} from "../../src/stats/poisson/estimateRange.js";
import {pickRows} from "../rows/rows.js";
import type {Expression, FitSpec} from "../spec/fitSpec.js";
import {onePartOf} from "../spec/partsOf.js";
import type {SiteTable} from "./siteTable.js";

/**
 * What tables with merged cells tell a linear excess relative risk in the strata of a spec: the sums of all
 * sites side by side, each cell with the doses that its class allows.
 * @param tables with the same keys.
 * @throws RangeError when the spec is of another model, for which no range is known.
 */
export function summedCells(tables: readonly SiteTable[], spec: FitSpec): SummedCells {
  const strata = checkSpec(spec, tables[0]);
  const unit = doseUnit([onePartOf(spec.excess!).dose].flat()[0]);
  const strataSeen = new Map<string, number>();
  const sums: Record<keyof SummedCells, number[]> = {
    stratum: [],
    lowest: [],
    highest: [],
    row: [],
    personTime: [],
    doseTime: [],
    casesLeast: [],
    casesMost: [],
    group: [],
    cases: []
  };
  for (const table of tables) {
    const {keys, cells, rows, cases, policy, doseAtMost = Infinity} = table;
    const [firstRow, firstGroup] = [sums.group.length, sums.cases.length];
    const row = table.row ?? [...rows.personDays.keys()];
    const group = table.group ?? [...rows.personDays.keys()];
    const size = new Array<number>(rows.personDays.length).fill(0);
    for (const r of row) ++size[r];
    const dose = rows.doseDays.map((days, r) => (unit * days) / rows.personDays[r]);
    const from = keys.dose?.from ?? [0];
    row.forEach((r, i) => {
      const key = strata.map((name) => cells[name][i]).join();
      if (!strataSeen.has(key)) strataSeen.set(key, strataSeen.size);
      const k = keys.dose?.from ? cells.dose[i] : 0;
      const end = from[k + 1] ?? keys.dose?.until ?? Infinity;
      sums.stratum.push(strataSeen.get(key)!);
      sums.lowest.push(size[r] === 1 ? dose[r] : unit * Math.max(0, from[k]));
      sums.highest.push(size[r] === 1 ? dose[r] : unit * Math.min(end, Math.max(from[k], doseAtMost)));
      sums.row.push(firstRow + r);
    });
    sums.personTime.push(...rows.personDays.map((days) => days / daysPerYear));
    sums.doseTime.push(...rows.doseDays.map((days) => (unit * days) / daysPerYear));
    const rowsOf = new Array<number>(cases.length).fill(0);
    for (const g of group) ++rowsOf[g];
    group.forEach((g, r) => {
      const least = rowsOf[g] === 1 ? cases[g] : (rows.casesAtLeast?.[r] ?? 0);
      sums.casesLeast.push(least);
      sums.casesMost.push(rowsOf[g] === 1 ? least : least + policy.threshold - 1);
      sums.group.push(firstGroup + g);
    });
    sums.cases.push(...cases);
  }
  const {stratum, row, group, ...figures} = sums;
  return {
    stratum: Int32Array.from(stratum),
    row: Int32Array.from(row),
    group: Int32Array.from(group),
    lowest: Float64Array.from(figures.lowest),
    highest: Float64Array.from(figures.highest),
    personTime: Float64Array.from(figures.personTime),
    doseTime: Float64Array.from(figures.doseTime),
    casesLeast: Float64Array.from(figures.casesLeast),
    casesMost: Float64Array.from(figures.casesMost),
    cases: Float64Array.from(figures.cases)
  };
}

/** What a spec may say without being another model than the one whose range is known. */
const known = {
  spec: ["$schema", "description", "model", "data", "response", "strata", "excess", "interval", "control"],
  response: ["events", "personTime"],
  excess: ["kind", "dose", "shape"]
};

/** The strata of a spec that is of the model whose range is known. */
function checkSpec(spec: FitSpec, {keys}: SiteTable): string[] {
  const {model, response, strata = [], excess} = spec;
  const further = (part: object, names: readonly string[]) =>
    Object.entries(part).flatMap(([name, value]) =>
      names.includes(name) || (Array.isArray(value) && value.length === 0) ? [] : [name]
    );
  const others = [
    model !== "poisson" && `model ${model}`,
    ...further(spec, known.spec),
    ...further(response, known.response),
    (response.events !== "cases" || response.personTime !== "pyr") && "another response than cases and pyr",
    !excess && "no excess",
    ...(excess ? further(excess, known.excess) : []),
    excess?.kind === "absolute" && "an absolute excess",
    excess?.shape !== undefined && excess.shape !== "linear" && `the shape ${excess.shape}`,
    [excess?.dose ?? []].flat().length > 1 && "several doses"
  ].filter((other) => other !== false);
  if (others.length > 0)
    throw new RangeError(
      `spec must be a linear excess relative risk in strata, for sites have merged cells; got ${others.join(", ")}`
    );
  const unknown = strata.find((name) => !(name in keys));
  if (unknown !== undefined)
    throw new RangeError(
      `strata must be keys of the tables (${Object.keys(keys).join(", ")}); got ${unknown}`
    );
  return strata;
}

/** How much of the dose of a spec a unit of `doseMean` is. */
function doseUnit(dose: string | Expression): number {
  if (dose === "doseMean") return 1;
  const tries = Float64Array.of(0, 1, 3, 1000);
  const column = {type: "number" as const, values: tries};
  const table = {name: "tables", rows: tries.length, columns: new Map([["doseMean", column]])};
  const values = typeof dose === "string" ? null : pickRows(table, ["doseMean"]).expression(dose.expression);
  const unit = values?.[1] ?? NaN;
  if (
    !values ||
    !(unit > 0) ||
    values.some((value, k) => Math.abs(value - unit * tries[k]) > 1e-12 * unit * tries[k])
  )
    throw new RangeError(
      `dose must be doseMean, or it times a number, for sites have merged cells; got ${typeof dose === "string" ? dose : dose.expression}`
    );
  return unit;
}
