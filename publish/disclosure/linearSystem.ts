import loadHighs, {type ModelData} from "highs";
import type {Range} from "./publishedCount.js";

/** A sum that a reader knows: Σ coefficient · count = 0, or within bounds. */
export interface Relation {
  terms: readonly (readonly [count: number, coefficient: number])[];
  lower: number;
  upper: number;
}

/** All that a reader knows of counts: the range of each by itself, and the sums among them. */
export interface LinearSystem {
  ranges: readonly Range[];
  relations: readonly Relation[];
}

/** What linear programming says of one count: its range, and the price of each bound of the others. */
export interface Bound {
  value: number;
  /** Change of `value` by one unit of each count's lower or upper bound, by its number. */
  prices: Float64Array;
}

const highs = await loadHighs();

/**
 * The least and greatest value that a system leaves to one of its counts, again and again for other counts
 * or other ranges. The system is held by the solver until `dispose`.
 */
export interface Solver {
  setRange(count: number, range: Range): void;
  /** @throws Error when no counts satisfy the system, which then says nothing of children but is contradictory. */
  extreme(count: number, side: "lower" | "upper"): Bound;
  dispose(): void;
}

/** Opens a system for `extreme`. */
export function openSystem({ranges, relations}: LinearSystem): Solver {
  const model = highs.createModel(modelData(ranges, relations));
  model.options.set({output_flag: false});
  let priced = -1;
  return {
    setRange: (count, {lower, upper}) => void model.changeColBounds(count, lower, upper),
    extreme(count, side) {
      if (priced >= 0) model.changeColCost(priced, 0);
      priced = count;
      model.changeColCost(count, side === "lower" ? 1 : -1);
      model.run();
      const status = model.getModelStatus();
      const {modelStatus} = highs.constants;
      if (status === modelStatus.infeasible)
        throw new Error("published counts must be consistent; got none that satisfy all sums");
      if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible)
        return {value: side === "lower" ? -Infinity : Infinity, prices: new Float64Array(ranges.length)};
      if (status !== modelStatus.optimal)
        throw new Error(`linear programme must be solved; got status ${status}`);
      const {colValue, colDual} = model.getSolution();
      const sign = side === "lower" ? 1 : -1;
      return {value: colValue[count], prices: Float64Array.from(colDual, (dual) => sign * dual)};
    },
    dispose: () => model.dispose()
  };
}

/**
 * The choice of whole numbers 0 or 1 with the least Σ cost · choice that satisfies every relation.
 * @throws Error when there is none.
 */
export function cheapestChoice(costs: readonly number[], relations: readonly Relation[]): boolean[] {
  const data = modelData(
    costs.map(() => ({lower: 0, upper: 1})),
    relations
  );
  const integer = highs.constants.variableType.integer;
  return highs.withModel({...data, colCost: costs, integrality: costs.map(() => integer)}, (model) => {
    model.options.set({output_flag: false});
    model.run();
    const status = model.getModelStatus();
    if (status !== highs.constants.modelStatus.optimal)
      throw new Error(`cells to withhold must exist; got solver status ${status}`);
    return Array.from(model.getSolution().colValue, (value) => value > 0.5);
  });
}

function modelData(ranges: readonly Range[], relations: readonly Relation[]): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const {terms} of relations) {
    for (const [count, coefficient] of terms) {
      indices.push(count);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  return {
    numCols: ranges.length,
    numRows: relations.length,
    colCost: new Float64Array(ranges.length),
    colLower: ranges.map(({lower}) => lower),
    colUpper: ranges.map(({upper}) => upper),
    rowLower: relations.map(({lower}) => lower),
    rowUpper: relations.map(({upper}) => upper),
    matrix: {
      format: "csr",
      numRows: relations.length,
      numCols: ranges.length,
      starts,
      indices,
      values
    }
  };
}
