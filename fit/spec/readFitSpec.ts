import schema from "../../data/schema/fit-spec.json" with {type: "json"};
import type {FitSpec} from "./fitSpec.js";
import {parseJson} from "./parseJson.js";
import {validator} from "./validate.js";

const check = validator<FitSpec>("spec", schema);

/**
 * A spec from its JSON text, checked against `data/schema/fit-spec.json`.
 * @throws SyntaxError when it is not JSON; RangeError with one line that names the key and the nearest known.
 */
export function readFitSpec(name: string, text: string): FitSpec {
  return check(parseJson(name, text));
}
