import {aalenJohansen} from "../../src/stats/survival/aalenJohansen.js";
import {grayTest} from "../../src/stats/survival/grayTest.js";
import {causesOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {comparedGroups, silentGroups} from "../rows/groups.js";
import {positive} from "../rows/numbers.js";
import type {Model} from "./model.js";
import {stack} from "./stack.js";

/**
 * Cumulative incidence of the event and of each competing event: one set of curves, or one a stratum, which
 * Gray's test then compares (unless rows begin late).
 */
export const aalenJohansenModel: Model = ({response, strata = [], weights, interval = {}}, rows) => {
  const {codes: group, levels} = comparedGroups(rows, strata, "strata");
  const {cause, labels} = causesOf(rows, response);
  const times = timesOf(rows, response);
  const curves = aalenJohansen(
    {...times, cause, group, ...(weights !== undefined && {weights: positive(rows, weights)})},
    {interval: interval.transform, level: interval.level}
  );
  const several = strata.length > 0 && levels.length > 1;
  const plain = weights === undefined && !times.entry?.some((time, _, all) => time !== all[0]);
  const compared = several && plain;
  const untested = `Gray's test is left out: it knows no ${weights === undefined ? "late entry" : "weights"}`;
  const series = curves.flatMap(({time, nRisk, nEvent, nCensor, causes}, g) =>
    causes.map(({estimate, se, lower, upper}, k) => ({
      strata: levels[g],
      event: labels[k],
      curve: {time, nRisk, nEvent: nEvent[k], nCensor, incidence: estimate, se, lower, upper}
    }))
  );
  return {
    n: rows.size,
    events: cause.filter((kind) => kind === 1).length,
    curve: stack(
      {
        ...(strata.length > 0 && {strata: series.map((one) => one.strata)}),
        event: series.map(({event}) => event)
      },
      series.map(({curve}) => curve)
    ),
    ...(compared && {
      tests: Object.fromEntries(
        labels.map((label, k) => [`gray ${label}`, grayTest({exit: times.exit, cause, of: k + 1, group})])
      )
    }),
    warnings: [...(several && !plain ? [untested] : []), ...silentGroups(levels, group, cause)],
    groups: curves.map((_, g) => ({
      ...(strata.length > 0 && {strata: levels[g]}),
      n: group.filter((code) => code === g).length,
      events: Object.fromEntries(
        labels.map((label, k) => [label, cause.filter((kind, i) => kind === k + 1 && group[i] === g).length])
      )
    }))
  };
};
