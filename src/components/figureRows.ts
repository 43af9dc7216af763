import type {Cell, Figure, TableData} from "../stats/result/report.js";

/**
 * The rows of one series of a figure as objects by column name; withheld cells are left as they are.
 * @throws RangeError that names the series or column when the figure lacks it.
 */
export function figureRows<Name extends string>(
  figure: Figure,
  series: string,
  names: readonly Name[]
): Record<Name, Cell>[] {
  const data: TableData | undefined = figure.data[series];
  if (!data)
    throw new RangeError(`data of a ${figure.form} must hold ${series}; got ${Object.keys(figure.data)}`);
  const index = names.map((name) => {
    const j = data.columns.findIndex((column) => column.name === name);
    if (j < 0) throw new RangeError(`${series} of a ${figure.form} must have a column ${name}; got none`);
    return [name, j] as const;
  });
  return data.rows.map(
    (row) => Object.fromEntries(index.map(([name, j]) => [name, row[j]])) as Record<Name, Cell>
  );
}

/** The cell as a number, or `undefined` where it is withheld or does not apply. */
export function numeric(cell: Cell): number | undefined {
  return typeof cell === "number" ? cell : undefined;
}
