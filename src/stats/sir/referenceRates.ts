import type {Factor} from "../cohort/factor.js";

/** Reference rates, one row a rate: per person-year, for ages [ageFrom, ageTo) and years [yearFrom, yearTo). */
export interface ReferenceRates {
  /** Categories besides age and year, such as country, sex and the group of diagnoses. */
  by: Record<string, Factor>;
  ageFrom: Float64Array;
  ageTo: Float64Array;
  yearFrom: Float64Array;
  yearTo: Float64Array;
  rate: Float64Array;
}

/**
 * The rates with these levels, such as `{group: "leukaemia"}`; the categories chosen are dropped.
 * @throws RangeError when there is no category or level of a name.
 */
export function selectRates(rates: ReferenceRates, where: Record<string, string>): ReferenceRates {
  let rows = Array.from(rates.rate, (_, row) => row);
  for (const [name, level] of Object.entries(where)) {
    const factor = rates.by[name];
    if (!factor)
      throw new RangeError(`rates must have a category ${name}; got ${Object.keys(rates.by).join(", ")}`);
    const code = factor.levels.indexOf(level);
    if (code < 0) throw new RangeError(`${name} must be one of ${factor.levels.join(", ")}; got ${level}`);
    rows = rows.filter((row) => factor.codes[row] === code);
  }
  const take = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const kept = Object.entries(rates.by).filter(([name]) => !(name in where));
  return {
    by: Object.fromEntries(
      kept.map(([name, {codes, levels}]) => [
        name,
        {codes: Int32Array.from(rows, (row) => codes[row]), levels}
      ])
    ),
    ageFrom: take(rates.ageFrom),
    ageTo: take(rates.ageTo),
    yearFrom: take(rates.yearFrom),
    yearTo: take(rates.yearTo),
    rate: take(rates.rate)
  };
}

/**
 * The breaks at which person-time must be tabulated so that each cell meets one rate: every edge of a band
 * of age or year, and the end of the last. Time outside is then in the table's `offTable`.
 * @throws RangeError when there are no rates.
 */
export function rateBreaks({ageFrom, ageTo, yearFrom, yearTo, rate}: ReferenceRates) {
  if (rate.length === 0) throw new RangeError("rates must hold a rate; got none");
  return {age: edges(ageFrom, ageTo), year: edges(yearFrom, yearTo)};
}

function edges(from: Float64Array, to: Float64Array): {from: number[]; until: number} {
  const all = [...new Set([...from, ...to])].sort((a, b) => a - b);
  return {from: all.slice(0, -1), until: all.at(-1)!};
}
