import type {Parameter} from "../../src/stats/result/fit.js";
import {curveQuantile} from "../../src/stats/survival/curveQuantile.js";
import {kaplanMeier} from "../../src/stats/survival/kaplanMeier.js";
import {meanDifference} from "../../src/stats/survival/meanDifference.js";
import {restrictedMean} from "../../src/stats/survival/restrictedMean.js";
import type {SurvivalCurve} from "../../src/stats/survival/survivalCurve.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {silentGroups, strataUpTo} from "../rows/groups.js";
import {positive} from "../rows/numbers.js";
import type {Model} from "./model.js";
import {stack} from "./stack.js";

/** Survival curves: one, or one a stratum, with the median and the restricted mean of each. */
export const kaplanMeierModel: Model = (
  {response, strata = [], weights, interval = {}, restrictedTo},
  rows
) => {
  const {codes: group, levels} = strataUpTo(10000, rows, strata);
  const event = eventsOf(rows, response);
  const curves = kaplanMeier(
    {...timesOf(rows, response), event, group, ...(weights && {weights: positive(rows, weights)})},
    {interval: interval.transform, level: interval.level}
  );
  const n = new Float64Array(curves.length);
  const events = new Float64Array(curves.length);
  for (let i = 0; i < group.length; ++i) {
    ++n[group[i]];
    events[group[i]] += event[i];
  }
  const groups = curves.map((curve, g) => {
    const {time: estimate, lower, upper} = curveQuantile(curve);
    return {
      ...(strata.length > 0 && {strata: levels[g]}),
      n: n[g],
      events: events[g],
      median: {estimate, lower, upper},
      ...(restrictedTo && {restrictedMean: restrictedMean(curve, restrictedTo)})
    };
  });
  return {
    n: rows.size,
    events: event.reduce((total, value) => total + value, 0),
    curve: stack(strata.length > 0 ? {strata: levels} : {}, curves),
    groups,
    parameters: differences(strata.length > 0 ? levels : [], curves, interval.level, restrictedTo),
    warnings: silentGroups(levels, group, event)
  };
};

/** What the restricted mean of each group but the first has more than that of the first. */
function differences(
  levels: readonly string[],
  curves: readonly SurvivalCurve[],
  level: number | undefined,
  horizon: number | undefined
): Parameter[] {
  if (horizon === undefined) return [];
  const means = curves.map((curve) => restrictedMean(curve, horizon));
  return levels.slice(1).map((name, k) => ({
    term: `restricted mean, ${name} − ${levels[0]}`,
    ...meanDifference(means[0], means[k + 1], level)
  }));
}
