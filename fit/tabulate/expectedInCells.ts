import {type Breaks, classesOf} from "../../src/stats/persontime/breaks.js";
import type {Cells} from "../../src/stats/persontime/cells.js";
import type {PersonTime} from "../../src/stats/persontime/persons.js";
import {type Tabulation, tabulate} from "../../src/stats/persontime/tabulate.js";
import {expectedCases} from "../../src/stats/sir/expectedCases.js";
import type {ReferenceRates} from "../../src/stats/sir/referenceRates.js";

/**
 * Expected cases of each cell of a table at reference rates, exact for any classes: person-time is divided at the
 * bands of the rates as well, met with its rate, and added up over the cells of the table.
 *
 * @param persons with the keys of the table and of the rates; @param keys those of the table.
 * @throws RangeError when time in the table lies before the first band of the rates, and as `expectedCases`.
 * Witness: by hand, test/fit/tabulate/tabulateTables.test.ts.
 */
export function expectedInCells(
  cells: Cells,
  persons: PersonTime,
  {scales = {}, ...tabulation}: Tabulation,
  rates: ReferenceRates
): Float64Array {
  const fine = tabulate(persons, {
    ...tabulation,
    scales: {
      ...scales,
      age: divided("age", scales.age, rates.ageFrom),
      year: divided("year", scales.year, rates.yearFrom)
    }
  });
  const expected = expectedCases(fine, rates);
  const names = Object.keys(cells.keys);
  const place = new Map<string, number>();
  for (let i = 0; i < cells.pyr.length; ++i)
    place.set(names.map((name) => cells.keys[name].codes[i]).join(), i);
  // Where the table divides less, the class that a finer one lies in.
  const wider = names.map((name) => {
    const {from} = cells.keys[name];
    const own = fine.keys[name];
    if (!from || !own.from || (name !== "age" && name !== "year")) return null;
    return own.from.map((edge) => from.findLastIndex((lower) => edge >= lower));
  });
  const result = new Float64Array(cells.pyr.length);
  const met = new Float64Array(cells.pyr.length);
  for (let j = 0; j < expected.length; ++j) {
    const codes = names.map((name, k) => {
      const code = fine.keys[name].codes[j];
      return wider[k]?.[code] ?? code;
    });
    const i = place.get(codes.join());
    if (i === undefined) continue;
    result[i] += expected[j];
    met[i] += fine.personDays[j];
  }
  const short = cells.personDays.findIndex((days, i) => days !== met[i]);
  if (short >= 0) {
    const where = names.map((name) => `${name} ${cells.keys[name].labels[cells.keys[name].codes[short]]}`);
    const days = cells.personDays[short] - met[short];
    throw new RangeError(
      `rates must cover all person-time in the table; got none for ${days} days of ${where.join(", ") || "it"}`
    );
  }
  return result;
}

/** The breaks of a scale with those of rates between them. */
function divided(name: string, breaks: Breaks | undefined, edges: Float64Array): Breaks {
  if (!breaks) return [...new Set(edges)].sort((a, b) => a - b);
  const {from, until = Infinity} = classesOf(name, breaks);
  const between = [...edges].filter((edge) => edge > from[0] && edge < until);
  const all = [...new Set([...from, ...between])].sort((a, b) => a - b);
  return until < Infinity ? {from: all, until} : all;
}
