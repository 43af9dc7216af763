import {conditionalLogistic} from "../../src/stats/survival/conditionalLogistic.js";
import {zeroOrOne} from "../rows/numbers.js";
import {strataOf} from "../rows/strataOf.js";
import {designOf} from "../terms/designOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Conditional logistic regression of matched sets, with odds ratios or a linear excess relative risk. */
export const conditionalLogisticModel: Model = (spec, rows) => {
  const {response, offset, control} = spec;
  const cases = zeroOrOne(rows, response.case!);
  if (!cases.includes(1)) throw new RangeError(`${response.case} must hold a case; got none`);
  const loglinear = designOf(rows, spec.loglinear);
  return conditionalLogistic(
    {
      case: cases,
      set: strataOf(rows, [response.set!])!,
      loglinear,
      excess: excessOf(rows, spec, loglinear),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {interval: intervalOf(spec), control}
  );
};
