import * as shapes from "../../../src/stats/poisson/doseShape.js";
import type {PoissonData} from "../../../src/stats/poisson/poissonRegression.js";
import {uniform} from "../persontime/cohorts.js";

/** Tables of 3 to 22 cells under every kind of model, most of them with next to nothing to say of it. */
export function tinyTable(seed: number): PoissonData & {about: string} {
  const next = uniform(7919 * seed + 1);
  const pick = <T>(...choices: T[]) => choices[Math.floor(next() * choices.length)];
  const rows = 3 + Math.floor(20 * next());
  const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
  const kind = pick("relative" as const, "absolute" as const);
  const strata = pick(0, 0, 1, 2, 4);
  const shape = pick(
    shapes.linear(),
    shapes.linear(),
    shapes.linear(),
    shapes.linearQuadratic(),
    shapes.linearExponential(),
    shapes.quadratic(),
    shapes.categorical([0.2, 1]),
    shapes.threshold()
  );
  const exponential = () => (next() < 0.3 ? 0 : -Math.log(1 - next()));
  const [dose, other] = [column(exponential), column(exponential)];
  const [z, w] = [column(() => Number(next() < 0.5)), column(() => 2 * next() - 1)];
  const slope = pick(0, 0.5, 3, -0.3, -0.9);
  const rate = pick(0.001, 0.01, 0.05);
  const pyr = column(() => 10 + 500 * next());
  const cases = column((i) => {
    // A Poisson count by its waiting times.
    let left = Math.max(0, pyr[i] * rate * (1 + slope * Math.min(1.5, dose[i])));
    let count = 0;
    while ((left += Math.log(1 - next())) > 0) ++count;
    return count;
  });
  // The dose must differ in a stratum with cases.
  cases[0] += 1;
  const codes = Int32Array.from({length: rows}, (_, i) => (i < 2 ? 0 : Math.floor(next() * strata)));
  const modifiers = pick(0, 0, 1, 2);
  const linear = pick(0, 0, 0, 1);
  const loglinear = pick(0, 0, 1, 2);
  const two = pick(false, false, true) && !shape.threshold;
  dose[1] = dose[0] + 0.5;
  other[1] = other[0] + 0.7;
  return {
    cases,
    pyr,
    ...(strata > 0 && {strata: codes}),
    ...(loglinear > 0 && {
      loglinear: {names: ["x1", "x2"].slice(0, loglinear), columns: [w, z].slice(0, loglinear)}
    }),
    excess: {
      kind,
      dose: two
        ? [
            {name: "a", values: dose},
            {name: "b", values: other}
          ]
        : dose,
      shape,
      ...(modifiers > 0 && {
        modifiers: {names: ["z", "w"].slice(0, modifiers), columns: [z, w].slice(0, modifiers)}
      }),
      ...(linear > 0 && {linearModifiers: {names: ["u"], columns: [w]}})
    },
    about: `${kind}, ${shape.name}, ${rows} cells, ${strata} strata, ${modifiers} modifiers, ${linear} linear, ${loglinear} loglinear${two ? ", two doses" : ""}`
  };
}
