import {test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {coxInfluence, coxResiduals, schoenfeldResiduals} from "../../../src/stats/survival/coxResiduals.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const residuals = oracle("survivalCoxResiduals").residuals;

test.for(Object.keys(residuals))("residuals of coxph match R on %s (R)", (name) => {
  const theirs = residuals[name];
  const d: Columns = data[theirs.data];
  const fit = coxph(
    {
      ...(d.tstart ? {entry: d.tstart, exit: d.tstop} : {exit: d.time}),
      event: d.event,
      loglinear: design(d, ...theirs.terms)
    },
    {ties: theirs.ties}
  );
  // Residuals near zero are differences of figures of size 1: compare on that scale.
  const shifted = (values: ArrayLike<number>, by: number) => Array.from(values, (value) => value + by);
  const compare = (estimator: string, figure: string, ours: ArrayLike<number>, expected: number[]) => {
    const size = Math.max(...expected.map(Math.abs));
    expectAgreement(
      {estimator, figure, peer: "R survival 3.5-3, residuals(coxph)", data: name, digits: 10},
      shifted(ours, 2 * size),
      shifted(expected, 2 * size)
    );
  };
  for (const type of ["martingale", "deviance"] as const)
    compare("coxResiduals", type, coxResiduals(fit, type), theirs[type]);
  for (const type of ["score", "dfbeta", "dfbetas"] as const)
    coxInfluence(fit, type).columns.forEach((column, k) => {
      compare("coxInfluence", `${type}, ${theirs.terms[k]}`, column, theirs[type][k]);
    });
  for (const scaled of [false, true]) {
    const figure = scaled ? "scaledsch" : "schoenfeld";
    const {columns, time} = schoenfeldResiduals(fit, {scaled});
    // Tied events come in no order that both sides share: compare sums by time.
    columns.forEach((column, k) => {
      const sums = (values: ArrayLike<number>) =>
        [...new Set(time)].map((t) => Array.from(values).reduce((a, v, j) => a + (time[j] === t ? v : 0), 0));
      compare("schoenfeldResiduals", `${figure}, ${theirs.terms[k]}`, sums(column), sums(theirs[figure][k]));
    });
  }
});
