import type {Sex} from "../../src/stats/projection/siteModel.js";
import {persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {type LifetimeRisk, type RiskTable, riskSexes, riskTable} from "./lifetimeRisk.js";

/** Today's practice: the procedures from the start of a calendar year on. */
export interface Today {
  since: number;
}

/** Today's procedures, a row each. */
export interface TodaysProcedures {
  /** Rows of the procedures table and of the persons table. */
  row: Int32Array;
  person: Int32Array;
  kind: Int32Array;
  kinds: readonly string[];
  /** Index of the sex in `riskSexes`, and of the class of age. */
  sex: Int32Array;
  age: Int32Array;
  /** Dose in Gy of each site's organ. */
  doses: Float64Array[];
}

/** The procedures since the year, of children below 22 years, with the doses that the risk models ask for. */
export function todaysProcedures(study: Study, design: LifetimeRisk, {since}: Today): TodaysProcedures {
  const columns = design.sites.map(({organ}) => organ.procedureColumn);
  return study.once(`procedures of today ${JSON.stringify({columns, ages: design.ages, since})}`, () => {
    const all = persons(study);
    const table = study.table("procedures");
    const {ptr, order, day} = procedures(study);
    const kind = table.factor("class");
    const rows: number[] = [];
    const children: number[] = [];
    for (let i = 0; i < all.size; ++i)
      for (let k = ptr[i]; k < ptr[i + 1]; ++k) {
        if (1970 + day[order[k]] / 365.2425 < since || day[order[k]] - all.birth[i] >= 22 * 365.25) continue;
        rows.push(order[k]);
        children.push(i);
      }
    const row = Int32Array.from(rows);
    const person = Int32Array.from(children);
    const age = (k: number) => (day[row[k]] - all.birth[person[k]]) / 365.25;
    return {
      row,
      person,
      kind: row.map((r) => kind.codes[r]),
      kinds: kind.levels,
      sex: person.map((i) => riskSexes.indexOf(all.sex.levels[all.sex.codes[i]] as Sex)),
      age: row.map((_, k) => design.ages.findLastIndex(({from}) => age(k) >= from)),
      doses: columns.map((column) => {
        const dose = table.numbers(column);
        return Float64Array.from(row, (r) => dose[r] / 1000);
      })
    };
  });
}

/**
 * Mean lifetime risk of the chosen procedures at their own doses, in each draw, site by site.
 * @param factor by which the dose of a procedure (its place in `todaysProcedures`) is multiplied.
 */
export function meanRisk(
  study: Study,
  design: LifetimeRisk,
  today: Today,
  {
    chosen = () => true,
    factor = () => 1
  }: {chosen?: (k: number) => boolean; factor?: (k: number) => number} = {}
): Float64Array[] {
  const {row, sex, age, doses} = todaysProcedures(study, design, today);
  const table = riskTable(study, design);
  let count = 0;
  const cells = riskSexes.length * design.ages.length;
  const first = doses.map(() => new Float64Array(cells));
  const second = doses.map(() => new Float64Array(cells));
  for (let k = 0; k < row.length; ++k) {
    if (!chosen(k)) continue;
    ++count;
    const cell = sex[k] * design.ages.length + age[k];
    const times = factor(k);
    doses.forEach((own, s) => {
      const dose = times * own[k];
      first[s][cell] += dose;
      second[s][cell] += dose * dose;
    });
  }
  if (count === 0) throw new RangeError("procedures of today must hold one that is chosen; got none");
  return doses.map((_, s) => {
    const risk = new Float64Array(design.draws);
    addCells(table, s, design.ages.length, (coefficients, cell) => {
      for (let d = 0; d < risk.length; ++d)
        risk[d] +=
          (coefficients.linear[d] * first[s][cell] + coefficients.quadratic[d] * second[s][cell]) / count;
    });
    return risk;
  });
}

/** Lifetime risk of one procedure with given doses in Gy, in each draw, of all sites together. */
export function riskOfDoses(
  study: Study,
  design: LifetimeRisk,
  doses: readonly number[],
  sex: number,
  age: number
): Float64Array {
  const table = riskTable(study, design);
  const risk = new Float64Array(design.draws);
  doses.forEach((dose, s) => {
    const coefficients = table[s][sex][age];
    if (!coefficients) return;
    for (let d = 0; d < risk.length; ++d)
      risk[d] += coefficients.linear[d] * dose + coefficients.quadratic[d] * dose * dose;
  });
  return risk;
}

function addCells(
  table: RiskTable,
  site: number,
  ages: number,
  add: (coefficients: NonNullable<RiskTable[number][number][number]>, cell: number) => void
): void {
  table[site].forEach((bySex, sex) => {
    bySex.forEach((coefficients, age) => {
      if (coefficients) add(coefficients, sex * ages + age);
    });
  });
}
