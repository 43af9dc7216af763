import schema from "../../data/schema/fit-spec.json" with {type: "json"};
import {checkRoles} from "./checkRoles.js";
import {expandFormula} from "./expandFormula.js";
import type {FitSpec} from "./fitSpec.js";
import {parseJson} from "./parseJson.js";
import {partsOf} from "./partsOf.js";
import {validator} from "./validate.js";

const check = validator<FitSpec>("spec", schema);

/**
 * A spec from its JSON text, checked against `data/schema/fit-spec.json`.
 * @throws SyntaxError when it is not JSON; RangeError with one line that names the key and the nearest known.
 */
export function readFitSpec(name: string, text: string): FitSpec {
  const spec = expandFormula(check(parseJson(name, text)));
  if (spec.excess) partsOf(spec.excess);
  checkRoles(spec);
  return twoSided(spec);
}

/** A spec whose level is that of each bound alone as one whose level is that of the interval. */
function twoSided(spec: FitSpec): FitSpec {
  const {sides, ...interval} = spec.interval ?? {};
  if (sides === undefined) return spec;
  if (sides === "two") return {...spec, interval};
  const {level} = interval;
  if (level === undefined || !(level > 0.5))
    throw new RangeError(`interval.level must be > 0.5 with one side; got ${level ?? "none"}`);
  return {...spec, interval: {...interval, level: Number((2 * level - 1).toPrecision(15))}};
}
