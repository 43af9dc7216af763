import {type LinearSystem, openSystem} from "./linearSystem.js";
import type {Range} from "./publishedCount.js";

/** A count that readers can narrow down too far, and the whole numbers that are left for it. */
export interface Exposed {
  count: number;
  range: Range;
}

/**
 * The attack of a reader who combines all sums: for each of `counts` the whole numbers that no linear
 * combination of the others excludes, by two linear programmes. A superset of what whole numbers would leave
 * is reported, and no more.
 * @returns in the order of `counts`; a bound that nothing limits is infinite.
 * @throws Error when the system is contradictory.
 */
export function attack(system: LinearSystem, counts: readonly number[]): Range[] {
  const parts = components(system);
  const solvers = new Map<number, {solver: ReturnType<typeof openSystem>; local: Map<number, number>}>();
  try {
    return counts.map((count) => {
      const part = parts.of[count];
      if (parts.relations[part].length === 0) return system.ranges[count];
      let opened = solvers.get(part);
      if (!opened) solvers.set(part, (opened = openPart(system, parts.members[part], parts.relations[part])));
      const at = opened.local.get(count)!;
      const {value: lower} = opened.solver.extreme(at, "lower");
      const {value: upper} = opened.solver.extreme(at, "upper");
      return {lower: Math.ceil(lower - slack), upper: Math.floor(upper + slack)};
    });
  } finally {
    for (const {solver} of solvers.values()) solver.dispose();
  }
}

/** Counts of `counts` whose range is narrower than `width`. */
export function exposed(system: LinearSystem, counts: readonly number[], width: number): Exposed[] {
  return attack(system, counts)
    .map((range, k): Exposed => ({count: counts[k], range}))
    .filter(({range}) => range.upper - range.lower < width);
}

/** Tolerance of the solver on the bounds of a count. */
const slack = 1e-6;

function openPart({ranges, relations}: LinearSystem, members: readonly number[], own: readonly number[]) {
  const local = new Map(members.map((count, k) => [count, k]));
  const solver = openSystem({
    ranges: members.map((count) => ranges[count]),
    relations: own.map((r) => ({
      ...relations[r],
      terms: relations[r].terms.map(([count, times]) => [local.get(count)!, times] as const)
    }))
  });
  return {solver, local};
}

/** The counts in groups that no relation joins: each is a linear programme of its own. */
function components({ranges, relations}: LinearSystem) {
  const parent = Int32Array.from(ranges.keys());
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const {terms} of relations) for (const [count] of terms) parent[root(count)] = root(terms[0][0]);
  const of = Array.from(ranges, (_, i) => root(i));
  const members: number[][] = ranges.map(() => []);
  const inside: number[][] = ranges.map(() => []);
  of.forEach((part, i) => {
    members[part].push(i);
  });
  relations.forEach(({terms}, r) => {
    if (terms.length > 0) inside[of[terms[0][0]]].push(r);
  });
  return {of, members, relations: inside};
}
