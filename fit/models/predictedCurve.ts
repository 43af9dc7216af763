import {coxCurve} from "../../src/stats/survival/coxCurve.js";
import type {CoxFit} from "../../src/stats/survival/coxph.js";
import {nearest} from "../nearest.js";
import {stack} from "./stack.js";

/**
 * The survival that a Cox regression predicts for a person with these values of its terms, 0 for those not named:
 * a curve, or one a stratum.
 * @throws RangeError when a name is none of a term, or as `coxCurve`.
 */
export function predictedCurve(
  fit: CoxFit,
  at: Record<string, number>,
  levels: readonly string[] | undefined
): Record<string, ArrayLike<number | string>> {
  const {loglinear, excess, strata} = fit.data;
  const names = fit.parameters.map(({term}) => term);
  for (const name of Object.keys(at))
    if (!names.includes(name))
      throw new RangeError(`curveAt must name terms; got "${name}"${nearest(name, names)}`);
  const count = strata && levels ? levels.length : 1;
  const column = (name: string) => new Float64Array(count).fill(at[name] ?? 0);
  const design = (terms: {names: readonly string[]} | undefined) =>
    terms && {names: [...terms.names], columns: terms.names.map(column)};
  const doses = excess && (excess.dose instanceof Float64Array ? [{name: "dose"}] : excess.dose);
  const curves = coxCurve(
    fit,
    {
      loglinear: design(loglinear),
      excess: excess && {
        dose: doses!.map(({name}) => ({name, values: column(name)})),
        modifiers: design(excess.modifiers)
      },
      ...(strata && {strata: Float64Array.from({length: count}, (_, s) => s)})
    },
    {interval: "log", level: fit.level}
  );
  return stack(levels ? {strata: levels} : {}, curves);
}
