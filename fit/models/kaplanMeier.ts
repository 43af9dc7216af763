import {curveQuantile} from "../../src/stats/survival/curveQuantile.js";
import {kaplanMeier} from "../../src/stats/survival/kaplanMeier.js";
import {restrictedMean} from "../../src/stats/survival/restrictedMean.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {groupsOf} from "../rows/groups.js";
import {positive} from "../rows/numbers.js";
import type {Model} from "./model.js";
import {stack} from "./stack.js";

/** Survival curves: one, or one a stratum, with the median and the restricted mean of each. */
export const kaplanMeierModel: Model = (
  {response, strata = [], weights, interval = {}, restrictedTo},
  rows
) => {
  const {codes: group, levels} = groupsOf(rows, strata);
  const event = eventsOf(rows, response);
  const curves = kaplanMeier(
    {...timesOf(rows, response), event, group, ...(weights && {weights: positive(rows, weights)})},
    {interval: interval.transform, level: interval.level}
  );
  const groups = curves.map((curve, g) => {
    const {time: estimate, lower, upper} = curveQuantile(curve);
    const mine = (_: unknown, i: number) => group[i] === g;
    return {
      ...(strata.length > 0 && {strata: levels[g]}),
      n: group.filter((code) => code === g).length,
      events: event.filter(mine).reduce((total, value) => total + value, 0),
      median: {estimate, lower, upper},
      ...(restrictedTo && {restrictedMean: restrictedMean(curve, restrictedTo)})
    };
  });
  return {
    n: rows.size,
    events: event.reduce((total, value) => total + value, 0),
    curve: stack(strata.length > 0 ? {strata: levels} : {}, curves),
    groups
  };
};
