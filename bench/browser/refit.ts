import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {cells} from "../tasks/poissonExcess.js";

/** Medians of repeated fits, ms. */
export interface RefitTimes {
  cells: number;
  strata: number;
  runs: number;
  /** The first fit, before the engine has compiled anything. */
  first: number;
  fit: number;
  /** The fit and the profile interval of the slope. */
  withProfile: number;
}

/** Refits a published-size table, 5,000 cells in 100 strata, each time with other counts, as a slider does. */
export function refit(runs = 50): RefitTimes {
  const size = 5000;
  const {cases, pyr, dose, strata} = cells(size) as Record<string, Float64Array> & {strata: Int32Array};
  const time = (methods: readonly ("wald" | "profile")[], run: number) => {
    const scaled = dose.map((d) => d * (1 + run / 1000));
    const start = performance.now();
    poissonRegression({cases, pyr, strata, excess: {kind: "relative", dose: scaled}}, {interval: {methods}});
    return performance.now() - start;
  };
  const first = time(["wald"], 0);
  // In turn, so that both have warmed up alike.
  const times = Array.from({length: runs}, (_, run) => [time(["wald"], run), time(["wald", "profile"], run)]);
  const median = (which: number) =>
    times.map((pair) => pair[which]).sort((a, b) => a - b)[Math.floor(runs / 2)];
  return {
    cells: size,
    strata: 1 + strata[size - 1],
    runs,
    first,
    fit: median(0),
    withProfile: median(1)
  };
}
