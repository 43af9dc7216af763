import type {Answer} from "./answer.js";
import {fitModel} from "./fitModel.js";
import {modelOf, models, realised} from "./models/modelOf.js";
import type {FitSpec} from "./spec/fitSpec.js";
import type {Table} from "./table/table.js";

const read = new Map(
  await Promise.all(
    [...Object.values(models), realised].map(async (model) => [model, await model()] as const)
  )
);

/** Fits the model of a spec to a table as `fitModel` does, with the modules of every model read beforehand. */
export function fitTable(spec: FitSpec, table: Table): Answer {
  return fitModel(read.get(modelOf(spec))!, spec, table);
}
