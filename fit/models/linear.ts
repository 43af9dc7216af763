import {linearRegression} from "../../src/stats/regression/linearRegression.js";
import {amounts, positive} from "../rows/numbers.js";
import {designOf} from "../terms/designOf.js";
import type {Model} from "./model.js";
import {predictorOf} from "./predictorOf.js";

/** Linear regression by least squares. */
export const linearModel: Model = (spec, rows) => {
  const {response, weights, offset, interval} = spec;
  const value = amounts(rows, response.value!);
  if (value.every((one) => one === value[0]))
    throw new RangeError(`${response.value} must vary; got ${value[0]} in every row`);
  const {events: _, ...fit} = linearRegression(
    {
      value,
      terms: designOf(rows, predictorOf(spec)),
      ...(weights !== undefined && {weights: positive(rows, weights)}),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {interval}
  );
  return fit.sigma > 0
    ? fit
    : {
        ...fit,
        warnings: [
          ...fit.warnings,
          `the terms give ${response.value} of every row exactly: there is no scatter, and standard errors, tests and intervals mean nothing`
        ]
      };
};
