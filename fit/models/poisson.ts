import {exp} from "../../src/stats/numeric/elementary.js";
import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {notNegative} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import {strataOf} from "../rows/strataOf.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {designOf} from "../terms/designOf.js";
import {doseShapeOf} from "./doseShapeOf.js";
import {excessOf} from "./excessOf.js";
import {intervalOf} from "./intervalOf.js";
import type {Model} from "./model.js";

/** Cells of person-time as a spec names them, the offset in their person-time. */
export function cellsOf(spec: FitSpec, rows: Rows) {
  const {response, strata, offset} = spec;
  const cases = notNegative(rows, response.events!);
  const pyr = notNegative(rows, response.personTime!);
  if (!cases.some((value) => value > 0))
    throw new RangeError(`${response.events} must hold an event; got none`);
  const timeless = cases.findIndex((value, i) => value > 0 && pyr[i] === 0);
  if (timeless >= 0)
    throw new RangeError(
      `${response.personTime} must be > 0 where there are events; got 0${rows.where(timeless)}`
    );
  const shift = offset === undefined ? null : rows.number(offset);
  return {
    cases,
    pyr: shift ? pyr.map((time, i) => time * exp(shift[i])) : pyr,
    strata: strataOf(rows, strata),
    rate: response.rate === undefined ? undefined : notNegative(rows, response.rate),
    loglinear: designOf(rows, spec.loglinear),
    personTime: pyr.reduce((total, time) => total + time, 0)
  };
}

/** Poisson regression of a table of person-time, with an excess over a background that strata leave free. */
export const poissonModel: Model = (spec, rows) => {
  const {personTime, ...cells} = cellsOf(spec, rows);
  const excess = excessOf(rows, spec, cells.loglinear);
  const fit = poissonRegression(
    {
      ...cells,
      ...(excess && {
        excess: {...excess, kind: spec.excess!.kind ?? "relative", shape: doseShapeOf(spec.excess!)}
      })
    },
    {interval: intervalOf(spec), control: spec.control}
  );
  return spec.offset === undefined ? fit : {...fit, personTime};
};
