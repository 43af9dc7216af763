import {attack} from "./attack.js";
import {cheapestChoice, type LinearSystem, openSystem, type Relation} from "./linearSystem.js";
import type {Range} from "./publishedCount.js";

/** A count that may be withheld: what readers know of it when it is published, and when it is not. */
export interface Suppressible {
  shown: Range;
  hidden: Range;
  /** Too small to be published: withheld in any case, and to be protected. */
  small: boolean;
  /** What withholding it loses; `Infinity` for one that cannot be, such as a zero. */
  cost: number;
}

/**
 * Which counts to withhold so that every small one keeps a range of at least `width` for a reader who knows
 * all sums, at the least total cost: a 0-1 programme with a constraint for each attack that would succeed,
 * found as the attacks are tried (Benders' cuts). Rounding alone often protects enough.
 *
 * @param relations among the counts, as a reader knows them.
 * @throws Error when even withholding all does not protect.
 * Source: Fischetti and Salazar-González (2000), Management Science 46, 1008–1027, with ranges for values.
 * Witness: test/publish/disclosure/suppress.test.ts, against every choice on small tables (law).
 */
export function suppress(
  counts: readonly Suppressible[],
  relations: readonly Relation[],
  width: number
): boolean[] {
  let withheld = counts.map(({small}) => small);
  const small = [...counts.keys()].filter((i) => counts[i].small);
  if (small.length === 0) return withheld;
  const free = [...counts.keys()].filter((i) => !counts[i].small && Number.isFinite(counts[i].cost));
  const cuts: Relation[] = [];
  const known = (choice: readonly boolean[]): LinearSystem => ({
    ranges: counts.map(({shown, hidden}, i) => (choice[i] ? hidden : shown)),
    relations
  });
  for (;;) {
    const failed = narrow(known(withheld), small, width);
    if (failed.length === 0) return withheld;
    for (const {missing, gain} of failed) cuts.push(...cutsOf(counts, free, withheld, missing, gain));
    const choice = cheapestChoice(
      free.map((i) => counts[i].cost),
      cuts
    );
    withheld = counts.map((count) => count.small);
    free.forEach((i, k) => {
      withheld[i] = choice[k];
    });
  }
}

/** An attack that succeeds: how much range is missing, and what is gained where a count has another range. */
interface Success {
  missing: number;
  gain: (count: number, to: Range) => number;
}

function narrow(system: LinearSystem, small: readonly number[], width: number): Success[] {
  const ranges = attack(system, small);
  const failed = small.filter((_, k) => ranges[k].upper - ranges[k].lower < width);
  if (failed.length === 0) return [];
  const solver = openSystem(system);
  try {
    return failed.map((count) => {
      const least = solver.extreme(count, "lower");
      const most = solver.extreme(count, "upper");
      const moved = (price: number, by: number) => (price === 0 ? 0 : price * by);
      return {
        missing: width - (most.value - least.value),
        gain(i, to) {
          const {lower, upper} = system.ranges[i];
          const [up, down] = [most.prices[i], least.prices[i]];
          return (
            moved(up, up > 0 ? to.upper - upper : to.lower - lower) -
            moved(down, down > 0 ? to.lower - lower : to.upper - upper)
          );
        }
      };
    });
  } finally {
    solver.dispose();
  }
}

/**
 * What every better choice satisfies: by duality the range is at most the present one and what the changes
 * gain, and, since withholding less never protects more, some count that is shown now must be withheld.
 */
function cutsOf(
  counts: readonly Suppressible[],
  free: readonly number[],
  withheld: readonly boolean[],
  missing: number,
  gain: Success["gain"]
): Relation[] {
  const gains = free.map((i) => (withheld[i] ? -gain(i, counts[i].shown) : gain(i, counts[i].hidden)));
  const held = free.reduce((sum, i, k) => (withheld[i] ? sum + gains[k] : sum), 0);
  const needed = missing + held;
  const more: Relation = {
    terms: free.flatMap((i, k) => (withheld[i] ? [] : [[k, 1] as const])),
    lower: 1,
    upper: Infinity
  };
  if (missing <= 1e-6) return [more];
  const terms = gains.flatMap((value, k) => (value > 1e-9 ? [[k, Math.min(value, needed)] as const] : []));
  return [more, {terms, lower: needed - 1e-7, upper: Infinity}];
}
