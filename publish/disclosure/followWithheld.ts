import type {Cell, TableData, Withheld} from "../../src/stats/result/report.js";

/**
 * Withholds in `rows` what derives from a count that is withheld; the mark says no more.
 * @throws RangeError when a column derives from one that the table has not.
 */
export function followWithheld({columns}: TableData, rows: Cell[][]): void {
  const hidden: Withheld = {withheld: "·"};
  columns.forEach((column, j) => {
    for (const source of column.from ?? []) {
      const k = columns.findIndex(({name}) => name === source);
      if (k < 0) throw new RangeError(`from must name a column of the table; got ${source}`);
      for (const row of rows)
        if (typeof row[k] === "object" && row[k] !== null && row[j] !== null) row[j] = hidden;
    }
  });
}
