import {coxph} from "../../src/stats/survival/coxph.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {notNegative} from "../rows/numbers.js";
import {strataOf} from "../rows/strataOf.js";
import {designOf} from "../terms/designOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Cox regression, with hazard ratios or a linear excess relative risk. */
export const coxModel: Model = (spec, rows) => {
  const {response, strata, ties, weights, cluster, offset, penalty, control} = spec;
  if (spec.excess?.shape === "linear-quadratic")
    throw new RangeError("excess.shape must be linear without realisations; got linear-quadratic");
  const loglinear = designOf(rows, spec.loglinear);
  return coxph(
    {
      ...timesOf(rows, response),
      event: eventsOf(rows, response),
      strata: strataOf(rows, strata),
      loglinear,
      excess: excessOf(rows, spec, loglinear),
      ...(weights !== undefined && {weights: notNegative(rows, weights)}),
      cluster: strataOf(rows, cluster === undefined ? [] : [cluster]),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {ties, penalty, interval: intervalOf(spec), control}
  );
};
