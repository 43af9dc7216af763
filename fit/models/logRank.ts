import {logRank} from "../../src/stats/survival/logRank.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {groupsOf} from "../rows/groups.js";
import {strataOf} from "../rows/strataOf.js";
import type {Model} from "./model.js";

/** The log-rank test of groups, or Fleming and Harrington's weighted kin. */
export const logRankModel: Model = (spec, rows) => {
  const {response, groups: columns = spec.strata ?? [], "fleming-harrington": weights} = spec;
  const {codes: group, levels} = groupsOf(rows, [columns].flat());
  if (levels.length < 2)
    throw new RangeError(
      `groups must be two or more; got ${[columns].flat().length === 0 ? "no column" : levels[0]}`
    );
  const event = eventsOf(rows, response);
  const [rho, gamma] = weights ?? [0, 0];
  const {n, observed, expected, vcov, statistic, df, p} = logRank(
    {
      ...timesOf(rows, response),
      event,
      group,
      ...(spec.groups !== undefined && {strata: strataOf(rows, spec.strata)})
    },
    {rho, gamma}
  );
  return {
    n: rows.size,
    events: event.reduce((total, value) => total + value, 0),
    df,
    vcov,
    tests: {[weights ? "flemingHarrington" : "logRank"]: {statistic, df, p}},
    groups: levels.map((name, k) => ({group: name, n: n[k], observed: observed[k], expected: expected[k]}))
  };
};
