/**
 * Subjects in columns: at risk on (entry, exit], with an event at the exit or not. Without `entry` everyone is
 * at risk from the start.
 */
export interface FollowUp {
  entry?: ArrayLike<number>;
  exit: ArrayLike<number>;
  /** 1 where the exit is an event, 0 where it is a censoring. */
  event: ArrayLike<number>;
  /** Case weights, > 0. */
  weights?: ArrayLike<number>;
}

/**
 * Checks subjects before anything is computed from them.
 * @throws RangeError when there are none, columns differ in length, a time is not finite, an exit is not
 * after its entry, an event is not 0 or 1, or a weight is negative or not finite.
 */
export function checkFollowUp({entry, exit, event, weights}: FollowUp): void {
  const n = exit.length;
  if (n === 0) throw new RangeError("exit must hold a row; got none");
  for (const [name, column] of Object.entries({entry, event, weights}))
    if (column && column.length !== n)
      throw new RangeError(`${name} must have ${n} rows as exit has; got ${column.length}`);
  for (let i = 0; i < n; ++i) {
    if (!Number.isFinite(exit[i])) throw new RangeError(`exit must be finite; got ${exit[i]} in row ${i}`);
    if (event[i] !== 0 && event[i] !== 1)
      throw new RangeError(`event must be 0 or 1; got ${event[i]} in row ${i}`);
  }
  if (entry)
    for (let i = 0; i < n; ++i) {
      if (!Number.isFinite(entry[i]))
        throw new RangeError(`entry must be finite; got ${entry[i]} in row ${i}`);
      if (!(exit[i] > entry[i]))
        throw new RangeError(`exit must be > entry; got ${exit[i]} ≤ ${entry[i]} in row ${i}`);
    }
  if (weights)
    for (let i = 0; i < n; ++i)
      if (!(weights[i] >= 0 && weights[i] < Infinity))
        throw new RangeError(`weights must be ≥ 0; got ${weights[i]} in row ${i}`);
}
