import type {ExcessPart} from "../../src/stats/poisson/poissonData.js";
import type {Design} from "../../src/stats/result/design.js";
import {type Dose, dosesOf} from "../rows/dosesOf.js";
import type {Rows} from "../rows/rows.js";
import type {ExcessPartSpec, FitSpec} from "../spec/fitSpec.js";
import {onePartOf, partsOf} from "../spec/partsOf.js";
import {designOf} from "../terms/designOf.js";
import {doseShapeOf} from "./doseShapeOf.js";

/**
 * The doses of a spec's excess and what modifies it; undefined where it has none. A modifier that has the
 * name of a background term as well is called `dose:name`, so that every parameter has a name of its own.
 */
export function excessOf(
  rows: Rows,
  {excess}: FitSpec,
  background?: Design
): {dose: Dose[]; modifiers?: Design} | undefined {
  if (!excess) return undefined;
  return partOf(rows, onePartOf(excess), background?.names ?? []);
}

/** The parts of a spec's excess with their shapes, in one or under `parts`; undefined where it has none. */
export function excessParts(
  rows: Rows,
  {excess}: FitSpec,
  background?: Design
): (ExcessPart & {dose: Dose[]})[] | undefined {
  if (!excess) return undefined;
  const taken = [...(background?.names ?? [])];
  return partsOf(excess).map((part, k, all) => {
    const {linearModifiers, ...own} = partOf(rows, part, taken);
    // In one of several parts a modifier is named with its dose, as another part may have the same.
    const named = (design: Design | undefined): Design | undefined =>
      design && all.length > 1
        ? {
            ...design,
            names: design.names.map((name) => (name.includes(":") ? name : `${own.dose[0].name}:${name}`))
          }
        : design;
    return {
      dose: own.dose,
      shape: doseShapeOf(part, all.length > 1 ? `excess.parts.${k}` : "excess"),
      modifiers: named(own.modifiers),
      linearModifiers: named(linearModifiers)
    };
  });
}

function partOf(rows: Rows, part: ExcessPartSpec, background: readonly string[]) {
  if (part.interactions)
    throw new RangeError("excess.interactions must go with realisations; linearModifiers are like them");
  const dose = dosesOf(rows, part.dose);
  const modifiers = designOf(rows, part.modifiers);
  const linearModifiers = designOf(rows, part.linearModifiers);
  const taken = [...dose.map(({name}) => name), ...background];
  const renamed = (design: Design, others: readonly string[]): Design => ({
    names: design.names.map((name) =>
      [...taken, ...others].includes(name) ? `${dose[0].name}:${name}` : name
    ),
    columns: design.columns
  });
  return {
    dose,
    ...(modifiers && {modifiers: renamed(modifiers, [])}),
    ...(linearModifiers && {linearModifiers: renamed(linearModifiers, modifiers?.names ?? [])})
  };
}
