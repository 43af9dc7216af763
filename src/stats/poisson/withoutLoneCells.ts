import type {ModelCells} from "./likelihood.js";

/**
 * The cells without the cases of strata that have one cell only: a free background takes these up whatever the
 * excess, and what they would add and take away again is nothing but rounding, large where the excess takes all
 * of such a rate away. The cells themselves where there is none.
 */
export function withoutLoneCells(cells: ModelCells): ModelCells {
  const {ptr, profiled} = cells;
  const lone: number[] = [];
  for (let s = 0; profiled && s + 1 < ptr.length; ++s) if (ptr[s + 1] - ptr[s] === 1) lone.push(s);
  if (lone.length === 0) return cells;
  const [cases, total] = [cells.cases.slice(), cells.total.slice()];
  for (const s of lone) {
    cases[ptr[s]] = 0;
    total[s] = 0;
  }
  return {...cells, cases, total};
}
