import type {Cells} from "../../src/stats/persontime/cells.js";

/** Which cells of a table are given together: person-time and dose by row, cases by group of rows. */
export interface Merged {
  /** Row of each cell. */
  row: Int32Array;
  /** Group of each row. */
  group: Int32Array;
  /** The multiple of the threshold that the cases of each row reach: what is told of a row in a group. */
  casesAtLeast: Int32Array;
}

/**
 * Merges cells so that no row has person-time of fewer than `threshold` children, and no group has cases
 * fewer than `threshold` but none.
 *
 * Classes of dose are merged first, within the same classes of all other keys, for that hides nothing from a
 * linear excess relative risk; what is then left of few children is merged with the next of its like. Cases
 * are summed within a class of dose first, for where in age and time they lie says less of such a risk. A group
 * begins with a row of few cases and takes the rows after it, those without cases too, until it has enough, and
 * until its sum leaves each row a range of `width` between two multiples of the threshold: nobody learns which
 * of its rows of few cases hold one. A remainder joins what is before it.
 *
 * @param members who spent time in each cell.
 * @throws RangeError when the table has fewer children or cases than the threshold in all, yet some.
 * Witness: by hand, and every row and group of random tables, in test/fit/site/mergeSmallCells.test.ts (law).
 */
export function mergeSmallCells(
  cells: Cells,
  members: readonly Int32Array[],
  {threshold, width}: {threshold: number; width: number}
): Merged {
  const {order, stratum} = doseFastest(cells);
  const children = (list: readonly number[]) => new Set(list.flatMap((i) => Array.from(members[i]))).size;
  const rows: number[][] = [];
  const few: number[][] = [];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && stratum[order[to]] === stratum[order[from]]) ++to;
    const own = gather(
      order.slice(from, to).map((i) => [i]),
      (list) => children(list) >= threshold
    );
    if (own.enough) rows.push(...own.lists);
    else few.push(...own.lists);
    from = to;
  }
  const rest = gather(few, (list) => children(list) >= threshold);
  if (rest.enough) rows.push(...rest.lists);
  else if (rows.length > 0) rows[rows.length - 1].push(...rest.lists.flat());
  else throw new RangeError(`site must have at least ${threshold} children; got fewer`);
  const place = new Map(order.map((i, k) => [i, k]));
  const dose = cells.keys.dose?.codes;
  const highest = (list: readonly number[]) =>
    dose ? list.reduce((most, i) => Math.max(most, dose[i]), 0) : 0;
  rows.sort((a, b) => highest(a) - highest(b) || place.get(a[0])! - place.get(b[0])!);
  const row = new Int32Array(order.length);
  rows.forEach((list, r) => {
    for (const i of list) row[i] = r;
  });
  const counts = rows.map((list) => list.reduce((sum, i) => sum + cells.cases[i], 0));
  return {
    row,
    group: groupsOf(counts, threshold, width),
    casesAtLeast: Int32Array.from(counts, (count) => count - (count % threshold))
  };
}

/** Lists joined, one after the other, until each is enough; a remainder joins the last. */
function gather(lists: readonly number[][], isEnough: (list: readonly number[]) => boolean) {
  const found: number[][] = [];
  let open: number[] = [];
  for (const list of lists) {
    open = [...open, ...list];
    if (!isEnough(open)) continue;
    found.push(open);
    open = [];
  }
  if (open.length > 0 && found.length > 0) found[found.length - 1].push(...open);
  return open.length > 0 && found.length === 0
    ? {enough: false, lists: [open]}
    : {enough: true, lists: found};
}

/** The group of each row: most rows are one by themselves. */
function groupsOf(counts: readonly number[], threshold: number, width: number): Int32Array {
  const starts = counts.map(() => true);
  let begin = -1;
  /** What a reader knows of rows: the sum of their cases, and of what is above a multiple of the threshold. */
  const open = {rows: 0, cases: 0, above: 0};
  const take = (r: number) => {
    ++open.rows;
    open.cases += counts[r];
    open.above += counts[r] % threshold;
  };
  const isEnough = () =>
    open.cases >= threshold &&
    open.above >= width &&
    open.rows * (threshold - 1) - open.above >= width &&
    open.rows > 1;
  const close = () => Object.assign(open, {rows: 0, cases: 0, above: 0});
  counts.forEach((count, r) => {
    if (open.rows > 0) starts[r] = false;
    else if (count > 0 && count < threshold) begin = r;
    else return;
    take(r);
    if (isEnough()) close();
  });
  // The remainder goes backwards until it has enough, and on to the beginning of the group that it meets.
  for (let r = begin; open.rows > 0; ) {
    if (r === 0)
      throw new RangeError(
        `site must have at least ${threshold} cases in several rows to merge any; got ${open.cases < threshold ? "fewer" : "too few rows"}`
      );
    starts[r] = false;
    take(--r);
    while (!starts[r]) take(--r);
    if (isEnough()) close();
  }
  let group = -1;
  return Int32Array.from(starts, (start) => (start ? ++group : group));
}

/** Cells with the dose running fastest, and the number of the classes of all other keys together. */
function doseFastest({keys, personDays}: Cells): {order: number[]; stratum: Float64Array} {
  const stratum = new Float64Array(personDays.length);
  for (const [name, {codes, labels}] of Object.entries(keys)) {
    if (name === "dose") continue;
    for (let i = 0; i < stratum.length; ++i) stratum[i] = stratum[i] * labels.length + codes[i];
  }
  const dose = keys.dose?.codes ?? new Int32Array(stratum.length);
  const order = Array.from(stratum.keys()).sort((a, b) => stratum[a] - stratum[b] || dose[a] - dose[b]);
  return {order, stratum};
}
