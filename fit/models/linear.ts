import {linearRegression} from "../../src/stats/regression/linearRegression.js";
import {positive} from "../rows/numbers.js";
import {designOf} from "../terms/designOf.js";
import type {Model} from "./model.js";
import {predictorOf} from "./predictorOf.js";

/** Linear regression by least squares. */
export const linearModel: Model = (spec, rows) => {
  const {response, weights, offset, interval} = spec;
  const {events: _, ...fit} = linearRegression(
    {
      value: rows.number(response.value!),
      terms: designOf(rows, predictorOf(spec)),
      ...(weights !== undefined && {weights: positive(rows, weights)}),
      ...(offset !== undefined && {offset: rows.number(offset)})
    },
    {interval}
  );
  return fit;
};
