import {logRank} from "../../src/stats/survival/logRank.js";
import {stratumWarnings} from "../../src/stats/survival/stratumWarnings.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {comparedGroups} from "../rows/groups.js";
import {strataOf} from "../rows/strataOf.js";
import type {Model} from "./model.js";

/** The log-rank test of groups, or Fleming and Harrington's weighted kin. */
export const logRankModel: Model = (spec, rows) => {
  const {response, groups: columns = spec.strata ?? [], "fleming-harrington": weights} = spec;
  const {codes: group, levels} = comparedGroups(rows, [columns].flat(), "groups");
  if (levels.length < 2)
    throw new RangeError(
      `groups must be two or more; got ${[columns].flat().length === 0 ? "no column" : levels[0]}`
    );
  const event = eventsOf(rows, response);
  const strata = spec.groups === undefined ? undefined : strataOf(rows, spec.strata);
  const [rho, gamma] = weights ?? [0, 0];
  const {n, observed, expected, vcov, statistic, df, p} = logRank(
    {
      ...timesOf(rows, response),
      event,
      group,
      ...(strata && {strata})
    },
    {rho, gamma}
  );
  const never = levels.filter((_, k) => expected[k] === 0);
  return {
    warnings: [
      ...stratumWarnings(
        {event, strata},
        {strata: "strata", stratum: "stratum", event: "event", of: "the comparison"}
      ),
      ...(never.length > 0
        ? [
            `${never.join("; ")} ${never.length === 1 ? "is" : "are"} never at risk at an event and left out of the test`
          ]
        : [])
    ],
    n: rows.size,
    events: event.reduce((total, value) => total + value, 0),
    df,
    vcov,
    tests: {[weights ? "flemingHarrington" : "logRank"]: {statistic, df, p}},
    groups: levels.map((name, k) => ({group: name, n: n[k], observed: observed[k], expected: expected[k]}))
  };
};
