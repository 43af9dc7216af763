/** A group of a scale with what was counted in it, and the scale's values at which it begins and ends. */
export interface Counted {
  from: number;
  /** Infinity for the open last. */
  to: number;
  cases: number;
  pyr: number;
}

/**
 * Joins each group that has fewer than `least` cases to the next, the last ones to the one before, so that no
 * count of a divided total is small. Groups without person-time are left out first; a total below `least` is
 * one group.
 */
export function mergeNeighbours(groups: readonly Counted[], least: number): Counted[] {
  const merged: Counted[] = [];
  let open: Counted | undefined;
  for (const group of groups.filter(({pyr}) => pyr > 0)) {
    open = open ? join(open, group) : group;
    if (open.cases < least) continue;
    merged.push(open);
    open = undefined;
  }
  if (open) merged.push(merged.length > 0 ? join(merged.pop()!, open) : open);
  return merged;
}

function join(a: Counted, b: Counted): Counted {
  return {from: a.from, to: b.to, cases: a.cases + b.cases, pyr: a.pyr + b.pyr};
}
