import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {coxZph, type TimeTransform} from "../../../src/stats/survival/coxZph.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const zph = oracle("survivalCox").zph;

test.for(Object.keys(zph))("coxZph matches cox.zph on %s, all transforms (R)", (name) => {
  const theirs = zph[name];
  const d: Columns = data[theirs.data];
  const fit = coxph(
    {
      ...(d.tstart ? {entry: d.tstart, exit: d.tstop} : {exit: d.time}),
      event: d.event,
      loglinear: design(d, ...theirs.terms),
      ...(theirs.strata ? {strata: d[theirs.strata]} : {}),
      ...(theirs.weights ? {weights: d.event.map((_, i) => 0.5 + ((i + 1) % 5) / 4)} : {})
    },
    {ties: theirs.ties}
  );
  for (const transform of Object.keys(theirs.tests) as TimeTransform[]) {
    const {terms, global} = coxZph(fit, {transform});
    expectAgreement(
      {
        estimator: "coxZph",
        figure: `χ², ${transform}`,
        peer: "R survival 3.5-3, cox.zph",
        data: name,
        digits: 9
      },
      [...terms, global].map((row) => row.statistic),
      theirs.tests[transform]
    );
    expect(global.df).toBe(theirs.terms.length);
  }
});

test("coxZph names what is wrong (by hand)", () => {
  const fit = coxph({exit: [-1, 1, 2, 3], event: [1, 1, 1, 1], loglinear: design({x: [1, 0, 1, 1]}, "x")});
  expect(() => coxZph(fit, {transform: "log"})).toThrow("times must be > 0 for the log of time; got -1");
  expect(() => coxZph(JSON.parse(JSON.stringify(fit)))).toThrow(
    "fit must come from coxph with its data; got one without"
  );
});
