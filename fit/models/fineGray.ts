import {fineGray} from "../../src/stats/survival/fineGray.js";
import {causesOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {positive} from "../rows/numbers.js";
import {strataOf} from "../rows/strataOf.js";
import {designOf} from "../terms/designOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Fine and Gray's regression of the cumulative incidence of an event where others compete. */
export const fineGrayModel: Model = (spec, rows) => {
  const {response, strata, weights, censoring, control} = spec;
  const {entry, exit} = timesOf(rows, response);
  const late = entry?.some((time) => time > 0) ?? false;
  const loglinear = designOf(rows, spec.loglinear);
  return fineGray(
    {
      exit,
      ...(late && {entry}),
      cause: causesOf(rows, response).cause,
      strata: strataOf(rows, strata),
      loglinear,
      excess: excessOf(rows, spec, loglinear),
      ...(weights !== undefined && {weights: positive(rows, weights)})
    },
    {
      interval: intervalOf(spec),
      control,
      censoring: censoring ?? (late || weights !== undefined ? "after-events" : "with-events")
    }
  );
};
