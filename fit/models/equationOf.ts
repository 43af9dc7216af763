import {modelEquation} from "../../src/stats/poisson/modelEquation.js";
import type {Expression, FitSpec, Term} from "../spec/fitSpec.js";
import {partsOf} from "../spec/partsOf.js";
import {doseShapeOf} from "./doseShapeOf.js";

/** The equation of a Poisson model's spec, in the names that it gives. */
export function equationOf({response, strata = [], loglinear = [], excess}: FitSpec): string {
  return modelEquation({
    strata,
    ...(response.rate !== undefined && {given: response.rate}),
    loglinear: loglinear.map(textOf),
    ...(excess && {
      excess: {
        kind: excess.kind ?? "relative",
        joint: excess.joint ?? "additive",
        parts: partsOf(excess).map((part) => ({
          shape: doseShapeOf(part),
          doses: [part.dose].flat().map(textOf),
          linearModifiers: (part.linearModifiers ?? []).map(textOf),
          modifiers: (part.modifiers ?? []).map(textOf)
        }))
      }
    })
  });
}

function textOf(term: Term | Expression): string {
  if (typeof term === "string") return term;
  return "expression" in term ? (term.name ?? term.expression) : (term.name ?? term.column);
}
