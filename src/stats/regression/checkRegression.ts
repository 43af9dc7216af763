import type {Design} from "../result/design.js";

/**
 * Checks rows before a regression.
 * @throws RangeError when there are none, lengths differ, a value is not finite, a weight is not positive, a
 *   name comes twice or is `(Intercept)`, or the level is not inside (0, 1).
 */
export function checkRegression(
  rows: Record<string, Float64Array | undefined>,
  terms: Design | undefined,
  level: number
): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const names = terms?.names ?? [];
  const columns: [string, Float64Array | undefined][] = [
    ...Object.entries(rows),
    ...names.map((name, k): [string, Float64Array] => [name, terms!.columns[k]])
  ];
  const [first, outcome] = columns[0];
  const n = outcome!.length;
  if (n === 0) throw new RangeError(`${first} must hold a row; got none`);
  for (const [name, column] of columns) {
    if (!column) continue;
    if (column.length !== n)
      throw new RangeError(`${name} must have ${n} rows as ${first} has; got ${column.length}`);
    for (let i = 0; i < n; ++i) {
      if (!Number.isFinite(column[i]))
        throw new RangeError(`${name} must be finite; got ${column[i]} in row ${i}`);
      if (name === "weights" && column === rows.weights && !(column[i] > 0))
        throw new RangeError(`weights must be > 0; got ${column[i]} in row ${i}`);
    }
  }
  const all = ["(Intercept)", ...names];
  const twice = all.find((name, k) => all.indexOf(name) !== k);
  if (twice !== undefined) throw new RangeError(`terms must have names of their own; got ${twice} twice`);
}
