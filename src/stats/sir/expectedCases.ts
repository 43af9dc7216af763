import type {ReferenceRates} from "./referenceRates.js";

/** A key of a table of person-time; the classes of a scale have lower edges and, unless open, an end. */
export interface RatedKey {
  codes: Int32Array;
  labels: readonly string[];
  from?: readonly number[];
  until?: number;
}

/** What is needed of a table of person-time: its keys, and person-years a cell. */
export interface RatedCells {
  keys: Record<string, RatedKey>;
  pyr: Float64Array;
}

/**
 * Expected cases of each cell at reference rates: E = pyr · rate(categories, age, year).
 *
 * @param cells a table by `age`, `year` and every category of the rates (others do not matter), whose
 *   classes of age and year each lie within one band of the rates: tabulate at `rateBreaks`. An open last
 *   class takes the band in which it begins, if that is the rates' last.
 * @param rates of one outcome; levels are matched by name. A group of diagnoses is chosen before
 *   (`selectRates`); the expected cases of several groups add up.
 * @throws RangeError when a key is missing or has no edges, a class spans two bands, a rate is negative or
 *   not a number, two rates hold for one cell, or a cell with person-time has no rate.
 * Source: Breslow and Day (1987), chapter 2. Witness: by hand and popEpi::sir, test/stats/sir/expectedCases.test.ts.
 */
export function expectedCases(cells: RatedCells, rates: ReferenceRates): Float64Array {
  const {by, ageFrom, ageTo, yearFrom, yearTo, rate} = rates;
  const categories = Object.entries(by).map(([name, {codes, levels}]) => ({
    codes,
    levels,
    key: keyOf(cells, name)
  }));
  const age = keyOf(cells, "age");
  const year = keyOf(cells, "year");
  const ages = rowsOfClasses("age", age, ageFrom, ageTo);
  const years = rowsOfClasses("year", year, yearFrom, yearTo);
  const byPlace = new Map<string, number>();
  for (let row = 0; row < rate.length; ++row) {
    if (!(rate[row] >= 0 && rate[row] < Infinity))
      throw new RangeError(`rate must be ≥ 0; got ${rate[row]} in row ${row}`);
    const missing = categories.findIndex(({codes}) => codes[row] < 0);
    if (missing >= 0)
      throw new RangeError(`${Object.keys(by)[missing]} must be known; got none in row ${row} of rates`);
    const names = categories.map(({codes, levels}) => levels[codes[row]]);
    const place = [...names, ageFrom[row], yearFrom[row]].join("\t");
    if (byPlace.has(place))
      throw new RangeError(`rates must hold one rate a cell; got two for ${place.replaceAll("\t", ", ")}`);
    byPlace.set(place, row);
  }
  return cells.pyr.map((pyr, i) => {
    const names = categories.map(({key}) => key.labels[key.codes[i]]);
    const place = [...names, ages[age.codes[i]], years[year.codes[i]]].join("\t");
    const row = byPlace.get(place);
    if (row === undefined) {
      const where = [...names, `age ${age.labels[age.codes[i]]}`, `year ${year.labels[year.codes[i]]}`];
      throw new RangeError(`rates must cover every cell with person-time; got none for ${where.join(", ")}`);
    }
    return pyr * rate[row];
  });
}

function keyOf(cells: RatedCells, name: string): RatedKey {
  const key = cells.keys[name];
  if (!key) throw new RangeError(`cells must have a key ${name}; got ${Object.keys(cells.keys).join(", ")}`);
  return key;
}

/** The lower edge of the band that holds each class; NaN where none does. */
function rowsOfClasses(
  name: string,
  {from, until, labels}: RatedKey,
  lower: Float64Array,
  upper: Float64Array
): Float64Array {
  if (!from) throw new RangeError(`classes of ${name} must have edges; got names alone`);
  const ends = new Map<number, number>();
  for (let row = 0; row < lower.length; ++row) {
    const end = ends.get(lower[row]);
    if (!(upper[row] > lower[row]))
      throw new RangeError(
        `bands of ${name} must ascend; got ${lower[row]} to ${upper[row]} in row ${row} of rates`
      );
    if (end !== undefined && end !== upper[row])
      throw new RangeError(
        `bands of ${name} must not overlap; got ${lower[row]} to ${end} and to ${upper[row]}`
      );
    ends.set(lower[row], upper[row]);
  }
  const last = Math.max(...ends.values());
  return Float64Array.from(from, (edge, k) => {
    const band = [...ends].find(([start, end]) => edge >= start && edge < end);
    if (!band) return NaN;
    const end = k + 1 < from.length ? from[k + 1] : (until ?? last);
    if (end > band[1])
      throw new RangeError(
        `classes of ${name} must lie within a band of the rates; got ${labels[k]} over ${band.join("–")}`
      );
    return band[0];
  });
}
