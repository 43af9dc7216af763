/** Where a cell lies among the bytes of a table, its quotes and the spaces about it left out. */
export interface Cell {
  from: number;
  to: number;
  /** True when quotes inside are written twice. */
  doubled: boolean;
}

const quote = 0x22;
const space = 0x20;
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Walks through comma-separated values byte by byte and calls `take` with each cell; the one object is
 * used for all. Blank lines are skipped; a quoted cell may hold delimiters and line ends.
 * @param take receives the row (the header is 0), the column and the cell.
 * @returns the number of rows, the header's among them.
 * @throws SyntaxError when a quote does not end, or rows differ in their number of cells.
 */
export function scanCsv(
  name: string,
  bytes: Uint8Array,
  delimiter: number,
  take: (row: number, column: number, cell: Cell) => void
): number {
  const size = bytes.length;
  const cell: Cell = {from: 0, to: 0, doubled: false};
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let row = 0;
  let width = -1;
  let line = 1;
  while (at < size) {
    const first = bytes[at];
    if (first === newline || first === carriageReturn) {
      if (first === newline) ++line;
      ++at;
      continue;
    }
    let column = 0;
    const rowLine = line;
    for (;;) {
      while (at < size && bytes[at] === space) ++at;
      cell.doubled = false;
      if (at < size && bytes[at] === quote) {
        cell.from = ++at;
        for (; ; ++at) {
          if (at >= size)
            throw new SyntaxError(`quotes of ${name} must end; got one that does not in line ${rowLine}`);
          if (bytes[at] === newline) ++line;
          if (bytes[at] !== quote) continue;
          if (bytes[at + 1] !== quote) break;
          cell.doubled = true;
          ++at;
        }
        cell.to = at++;
        while (at < size && bytes[at] === space) ++at;
        if (at < size && bytes[at] !== delimiter && bytes[at] !== newline && bytes[at] !== carriageReturn)
          throw new SyntaxError(`quotes of ${name} must end with the cell; got more in line ${line}`);
      } else {
        cell.from = at;
        while (at < size && bytes[at] !== delimiter && bytes[at] !== newline && bytes[at] !== carriageReturn)
          ++at;
        cell.to = at;
        while (cell.to > cell.from && bytes[cell.to - 1] === space) --cell.to;
      }
      if (width < 0 || column < width) take(row, column, cell);
      ++column;
      if (at >= size || bytes[at] !== delimiter) break;
      ++at;
    }
    if (width < 0) width = column;
    else if (column !== width)
      throw new SyntaxError(`rows of ${name} must have ${width} cells; got ${column} in line ${rowLine}`);
    ++row;
  }
  return row;
}
