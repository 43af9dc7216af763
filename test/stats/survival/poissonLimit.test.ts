import {expect, test} from "vitest";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {type Columns, design, oracle} from "./oracle.js";

test("coxph by Breslow is Poisson regression split at every event time, linear excess included (law)", () => {
  const {ovarian, veteran}: Record<string, Columns> = oracle("survivalData");
  const cases = [
    {
      exit: ovarian.time,
      event: ovarian.event,
      dose: ovarian.age.map((a) => Math.max(0, a - 50)),
      x: ovarian.rx
    },
    {exit: veteran.time, event: veteran.event, dose: veteran.months, x: veteran.karno.map((k) => k / 10)}
  ];
  for (const {exit, event, dose, x} of cases) {
    const times = [...new Set(exit.filter((_, i) => event[i] === 1))].sort((a, b) => a - b);
    // A cell for each subject at risk at each event time, a stratum for each time.
    const cells = times.flatMap((time, stratum) =>
      exit.flatMap((stop, i) =>
        stop >= time ? [{stratum, i, cases: Number(stop === time && event[i] === 1)}] : []
      )
    );
    const column = (of: (cell: (typeof cells)[0]) => number) => Float64Array.from(cells, of);
    for (const linear of [false, true]) {
      const cox = coxph(
        {
          exit,
          event,
          loglinear: design({x}, "x"),
          ...(linear ? {excess: {dose: Float64Array.from(dose)}} : {})
        },
        {ties: "breslow"}
      );
      const poisson = poissonRegression({
        cases: column((cell) => cell.cases),
        pyr: column(() => 1),
        strata: Int32Array.from(cells, (cell) => cell.stratum),
        loglinear: {names: ["x"], columns: [column((cell) => x[cell.i])]},
        ...(linear ? {excess: {kind: "relative" as const, dose: column((cell) => dose[cell.i])}} : {})
      });
      expect(cox.parameters.length).toBe(poisson.parameters.length);
      cox.parameters.forEach((row, k) => {
        expect(row.estimate / poisson.parameters[k].estimate).toBeCloseTo(1, 6);
        if (!linear) expect(row.se / poisson.parameters[k].se).toBeCloseTo(1, 8);
      });
    }
  }
});
