/** Cells of a table of person-time of which only sums are known: over the cells of a row, and of a group of rows. */
export interface SummedCells {
  /** Stratum of each cell, 0 … K − 1. */
  stratum: Int32Array;
  /** Between which doses the mean dose of each cell lies; both are its dose where that is known. */
  lowest: Float64Array;
  highest: Float64Array;
  /** Row of each cell. */
  row: Int32Array;
  /** Person-time of each row, and Σ dose · person-time. */
  personTime: Float64Array;
  doseTime: Float64Array;
  /** Between which numbers the cases of each row lie. */
  casesLeast: Float64Array;
  casesMost: Float64Array;
  /** Group of each row, and cases of each group. */
  group: Int32Array;
  cases: Float64Array;
}

/**
 * Between which values the maximum-likelihood estimate of a linear excess relative risk β lies, whatever the
 * sums hide: λ = Bₛ · (1 + βd), with Bₛ free in each stratum.
 *
 * With μₛ the mean dose of a stratum, weighted by person-time, the score is
 *
 *   U(β) = Σ cases · (d − μₛ) / ((1 + βd)(1 + βμₛ)),
 *
 * a sum over cases that grows with d and falls with μₛ. With the cases of each group in those cells of it where
 * they add most, as far as the rows allow, and every μₛ at its least, it is U⁺ ≥ U. An estimate is a root of its U or lies at an end of
 * β, and so not above the greatest root of U⁺, nor, likewise, below the least root of U⁻. The roots are found
 * by halving; a half is left out only where the greatest value that U⁺ may have in it is negative, so that
 * none is overlooked. μₛ is known where no row reaches over two strata; both ends are then estimates of
 * tables with these sums, unless a likelihood has several maxima.
 *
 * @returns `upper` is `Infinity` where a table with these sums may have no finite estimate.
 * @throws RangeError when there are no cases, more or fewer than rows allow, or no cell has a dose for certain.
 * Witness: all tables with the sums, by brute force, in test/stats/poisson/estimateRange.test.ts (law).
 */
export function estimateRange(cells: SummedCells): {lower: number; upper: number} {
  const cases = casesOf(cells);
  if (cases.length === 0) throw new RangeError("cases must hold an event; got none");
  const reach = new Float64Array(strataOf(cells));
  cells.stratum.forEach((s, i) => {
    reach[s] = Math.max(reach[s], cells.lowest[i]);
  });
  const exposed = reach.filter((dose) => dose > 0);
  if (exposed.length === 0)
    throw new RangeError("doses must be > 0 in some cell; got none that is for certain");
  // A stratum without cases sets no end to β, and so the one of the least dose may be the one that does.
  const unit = exposed.reduce((least, dose) => Math.min(least, dose));
  const highest = cells.highest.reduce((most, dose) => Math.max(most, dose));
  const {least, most} = meanDoses(cells);
  const above = (scale: Scale) =>
    greatest({cells, cases, doses: cells.highest, means: least, reach, unit: highest, scale, sign: 1});
  const below = (scale: Scale) =>
    greatest({cells, cases, doses: cells.lowest, means: most, reach, unit, scale, sign: -1});
  const upper = first(above(positive), 0, 1, true);
  const lower = first(below(negative), 0, 1, true);
  return {
    upper:
      upper !== null ? (1 / upper - 1) / highest : ((first(above(negative), 0, 1, false) ?? 0) - 1) / highest,
    lower: lower !== null ? (lower - 1) / unit : (1 / (first(below(positive), 0, 1, false) ?? 0) - 1) / unit
  };
}

function strataOf({stratum}: SummedCells): number {
  return stratum.reduce((size, s) => Math.max(size, s + 1), 0);
}

/**
 * U times a positive factor, so that it stays finite: β ≥ 0 by t = 1 / (1 + βD), β < 0 by t = 1 + βD, with D
 * the highest dose. What is left of 1 + βd is linear in t, for doses in units of D.
 */
type Scale = (dose: number, t: number) => number;
const positive: Scale = (dose, t) => dose + t * (1 - dose);
const negative: Scale = (dose, t) => 1 - dose + t * dose;

/** The cases of a group that may lie in any of its rows, each up to a number, beside those that each row has. */
interface Placed {
  free: number;
  rows: {least: number; most: number; cells: number[]}[];
}

/** What U is made of at one end: doses and means as they add most to it, or take most from it. */
interface Score {
  cells: SummedCells;
  cases: readonly Placed[];
  doses: Float64Array;
  means: Float64Array;
  /** Highest dose of each stratum that is for certain: a case there keeps 1 + β · reach ≥ 0. */
  reach: Float64Array;
  unit: number;
  scale: Scale;
  sign: 1 | -1;
}

/** The greatest value of `sign` · U over an interval of t, or more. */
function greatest({cells: {stratum}, cases, doses, means, reach, unit, scale, sign}: Score) {
  return (from: number, to: number): number => {
    const factor = (end: typeof Math.min, dose: number) =>
      Math.max(0, end(scale(dose / unit, from), scale(dose / unit, to)));
    const term = (dose: number, mean: number) => {
      const size = sign * (dose - mean);
      const end = size > 0 ? Math.min : Math.max;
      return size === 0 ? 0 : size / (factor(end, dose) * factor(end, mean));
    };
    const best = (list: readonly number[]) => {
      let most = -Infinity;
      for (const i of list) {
        const s = stratum[i];
        if (scale(reach[s] / unit, from) < 0 && scale(reach[s] / unit, to) < 0) continue;
        most = Math.max(most, term(doses[i], means[s]));
      }
      return most;
    };
    let sum = 0;
    for (const {free, rows} of cases) {
      const values = rows.map(({least, most, cells: list}) => ({value: best(list), least, most}));
      for (const {value, least} of values) if (least > 0) sum += least * value;
      let left = free;
      for (const {value, least, most} of values.sort((a, b) =>
        a.value > b.value ? -1 : Number(a.value < b.value)
      )) {
        const here = Math.min(left, most - least);
        if (here > 0) sum += here * value;
        left -= here;
      }
    }
    return sum;
  };
}

/**
 * The first place of an interval, from its lower end or from its upper, where `most` is not negative; `null`
 * where there is none. It is found to 10⁻¹² of itself, and given at the outer side.
 */
function first(
  most: (from: number, to: number) => number,
  from: number,
  to: number,
  upwards: boolean
): number | null {
  if (most(from, to) < 0) return null;
  if (to - from <= 1e-12 * to || to < 1e-15) return upwards ? from : to;
  const middle = (from + to) / 2;
  return upwards
    ? (first(most, from, middle, true) ?? first(most, middle, to, true))
    : (first(most, middle, to, false) ?? first(most, from, middle, false));
}

/** @throws RangeError when a group has other cases than its rows allow. */
function casesOf({row, group, cases, casesLeast, casesMost}: SummedCells): Placed[] {
  const rows = Array.from(group, (_, r): Placed["rows"][number] => ({
    least: casesLeast[r],
    most: casesMost[r],
    cells: []
  }));
  row.forEach((r, i) => {
    rows[r].cells.push(i);
  });
  const groups = Array.from(cases, (free): Placed => ({free, rows: []}));
  group.forEach((g, r) => {
    groups[g].rows.push(rows[r]);
    groups[g].free -= casesLeast[r];
  });
  groups.forEach(({free, rows: own}, g) => {
    const room = own.reduce((sum, {least, most}) => sum + most - least, 0);
    if (free < 0 || free > room)
      throw new RangeError(`cases must be as many as their rows allow; got ${cases[g]} in group ${g}`);
  });
  return groups.filter((_, g) => cases[g] > 0);
}

/** The least and the greatest mean dose of each stratum that the sums allow. */
function meanDoses(cells: SummedCells): {least: Float64Array; most: Float64Array} {
  const {stratum, lowest, highest, row, personTime, doseTime} = cells;
  const strata = strataOf(cells);
  const time = new Float64Array(strata);
  const dose = new Float64Array(strata);
  /** Of each stratum the rows that reach over others too, with the doses of their cells in it. */
  const shared = Array.from({length: strata}, () => new Map<number, {lowest: number; highest: number}>());
  const home = new Int32Array(personTime.length).fill(-1);
  const isShared = new Uint8Array(personTime.length);
  stratum.forEach((s, i) => {
    if (home[row[i]] >= 0 && home[row[i]] !== s) isShared[row[i]] = 1;
    home[row[i]] = s;
  });
  stratum.forEach((s, i) => {
    if (!isShared[row[i]]) return;
    const own = shared[s].get(row[i]) ?? {lowest: Infinity, highest: 0};
    shared[s].set(row[i], {
      lowest: Math.min(own.lowest, lowest[i]),
      highest: Math.max(own.highest, highest[i])
    });
  });
  home.forEach((s, r) => {
    if (s < 0 || isShared[r]) return;
    time[s] += personTime[r];
    dose[s] += doseTime[r];
  });
  const extreme = (s: number, side: "lowest" | "highest") => {
    const sign = side === "lowest" ? 1 : -1;
    let [ownTime, ownDose] = [time[s], dose[s]];
    const rows = [...shared[s]].sort(([, a], [, b]) => sign * (a[side] - b[side]));
    for (const [r, {[side]: at}] of rows) {
      if (ownTime > 0 && sign * (at - ownDose / ownTime) >= 0) break;
      // A row cannot have more dose here than it has in all.
      const most = at > 0 ? Math.min(personTime[r], doseTime[r] / at) : personTime[r];
      ownTime += most;
      ownDose += most * at;
    }
    return ownTime > 0 ? ownDose / ownTime : 0;
  };
  return {
    least: Float64Array.from({length: strata}, (_, s) => extreme(s, "lowest")),
    most: Float64Array.from({length: strata}, (_, s) => extreme(s, "highest"))
  };
}
