/** From the lowest to the highest that the estimates need, their bounds only as far as they do not dwarf them. */
export function lineExtent(
  rows: readonly Record<"estimate" | "lower" | "upper", unknown>[],
  log: boolean,
  reference: number | undefined
): [number, number] {
  const numbers = (column: "estimate" | "lower" | "upper") =>
    rows.map((row) => row[column]).filter((value): value is number => typeof value === "number");
  const estimates = [...numbers("estimate"), ...(reference === undefined ? [] : [reference])];
  if (log) {
    const all = [...estimates, ...numbers("lower"), ...numbers("upper")].filter((value) => value > 0);
    return [Math.min(...all) / 1.1, Math.max(...all) * 1.1];
  }
  const [least, most] = [Math.min(0, ...estimates), Math.max(0, ...estimates)];
  const reach = 1.5 * Math.max(most - least, 0.3 * Math.abs(most), 1e-12);
  const low = least - beyond(rows, reach, ({lower}) => (lower === null ? Infinity : least - Number(lower)));
  const high = most + beyond(rows, reach, ({upper}) => (upper === null ? Infinity : Number(upper) - most));
  // The name of the reference needs room below it.
  const pad = (reference === undefined ? 0.04 : 0.09) * (high - low || 1);
  return [low < 0 ? low - pad : low, high + pad];
}

/** How far the bounds are shown beyond all estimates: to the widest that is not twice as wide as a middling one. */
function beyond<Row>(rows: readonly Row[], reach: number, distance: (row: Row) => number): number {
  const distances = rows.map(distance).filter((value) => value > 0);
  if (distances.length === 0) return 0;
  distances.sort((a, b) => a - b);
  const middle = distances[Math.floor(distances.length / 2)];
  const most = Math.max(reach, Number.isFinite(middle) ? 2 * middle : 0);
  return Math.min(most, distances[distances.length - 1]);
}
