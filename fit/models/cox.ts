import {coxph} from "../../src/stats/survival/coxph.js";
import {coxZph} from "../../src/stats/survival/coxZph.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {groupsOf} from "../rows/groups.js";
import {notNegative} from "../rows/numbers.js";
import {strataOf} from "../rows/strataOf.js";
import {designOf} from "../terms/designOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";
import {predictedCurve} from "./predictedCurve.js";

/** Cox regression, with hazard ratios or a linear excess relative risk. */
export const coxModel: Model = (spec, rows) => {
  const {response, strata = [], ties, weights, cluster, robust, offset, penalty, control} = spec;
  const loglinear = designOf(rows, spec.loglinear);
  // The names of the strata are made only where a curve is to be named by them: there may be a million.
  const named = spec.curveAt && strata.length > 0 ? groupsOf(rows, strata) : undefined;
  const fit = coxph(
    {
      ...timesOf(rows, response),
      event: eventsOf(rows, response),
      strata: named?.codes ?? strataOf(rows, strata),
      loglinear,
      excess: excessOf(rows, spec, loglinear),
      ...(weights !== undefined && {weights: notNegative(rows, weights)}),
      cluster: strataOf(rows, cluster === undefined ? [] : [cluster]),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {ties, penalty, robust, interval: intervalOf(spec), control}
  );
  const {terms = [], global} = spec.proportionalHazards
    ? coxZph(fit, {transform: spec.proportionalHazards})
    : {};
  return {
    ...fit,
    tests: {
      ...fit.tests,
      ...(global && {proportionalHazards: global}),
      ...Object.fromEntries(terms.map(({term, ...test}) => [`proportionalHazards ${term}`, test]))
    },
    ...(spec.curveAt && {curve: predictedCurve(fit, spec.curveAt, named?.levels)})
  };
};
