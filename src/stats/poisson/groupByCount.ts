/** Rows of a column of counts, those of one count together; rows of count 0 are left out. */
export interface RowsByCount {
  /** The different counts. */
  counts: Float64Array;
  /** First of the rows of each count, and their number at the end. */
  ptr: Int32Array;
  rows: Int32Array;
}

/** Whole counts below this are looked up, others sorted. */
const few = 256;

/** Groups rows by their count ≥ 0, small whole counts first; the rows of each as they come. */
export function groupByCount(column: Float64Array): RowsByCount {
  const tally = tallyOf(column);
  const next = new Int32Array(few + 1);
  const counts: number[] = [];
  const ptr: number[] = [];
  let size = 0;
  for (let c = 1; c < few; ++c) {
    next[c] = size;
    if (tally[c] === 0) continue;
    counts.push(c);
    ptr.push(size);
    size += tally[c];
  }
  const small = size;
  const others = tally[few];
  next[few] = small;
  const rows = new Int32Array(small + others);
  place(column, next, rows);
  if (others > 0) rows.subarray(small).sort((i, j) => column[i] - column[j] || i - j);
  for (let j = small; j < rows.length; ++j) {
    if (j > small && column[rows[j]] === column[rows[j - 1]]) continue;
    counts.push(column[rows[j]]);
    ptr.push(j);
  }
  ptr.push(rows.length);
  return {counts: Float64Array.from(counts), ptr: Int32Array.from(ptr), rows};
}

/** Rows of each whole count below `few`, and in the last place of all others. */
function tallyOf(column: Float64Array): Int32Array {
  const tally = new Int32Array(few + 1);
  for (let i = 0; i < column.length; ++i) {
    const c = column[i];
    const bin = c < few ? c | 0 : few;
    ++tally[bin === c ? bin : few];
  }
  return tally;
}

/** Puts each row with cases at the next place of its count. */
function place(column: Float64Array, next: Int32Array, rows: Int32Array): void {
  for (let i = 0; i < column.length; ++i) {
    const c = column[i];
    if (c === 0) continue;
    const bin = c < few ? c | 0 : few;
    rows[next[bin === c ? bin : few]++] = i;
  }
}
