import {fineGray} from "../../src/stats/survival/fineGray.js";
import {causesOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {strataOf} from "../rows/strataOf.js";
import {designOf} from "../terms/designOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Fine and Gray's regression of the cumulative incidence of an event where others compete. */
export const fineGrayModel: Model = (spec, rows) => {
  const {response, strata, control} = spec;
  const {entry, exit} = timesOf(rows, response);
  const late = entry?.findIndex((time) => time !== 0) ?? -1;
  if (entry && late >= 0)
    throw new RangeError(`${response.start} must be 0 for fine-gray; got ${entry[late]}${rows.where(late)}`);
  const loglinear = designOf(rows, spec.loglinear);
  return fineGray(
    {
      exit,
      cause: causesOf(rows, response).cause,
      strata: strataOf(rows, strata),
      loglinear,
      excess: excessOf(rows, spec, loglinear)
    },
    {interval: intervalOf(spec), control}
  );
};
