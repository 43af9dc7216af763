import {expect, test} from "vitest";
import {coxCurve} from "../../../src/stats/survival/coxCurve.js";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const {baseline, ...curves} = oracle("survivalCoxResiduals").curves;
const peer = "R survival 3.5-3, survfit(coxph)";

test.for(Object.keys(curves))("coxCurve matches survfit on %s (R)", (name) => {
  const theirs = curves[name];
  const d: Columns = data[theirs.data];
  const fit = coxph(
    {
      ...(d.tstart ? {entry: d.tstart, exit: d.tstop} : {exit: d.time}),
      event: d.event,
      loglinear: design(d, ...theirs.terms)
    },
    {ties: theirs.ties}
  );
  const chosen = Object.fromEntries(
    theirs.terms.map((term: string) => [term, theirs.rows.map((row: number) => d[term][row])])
  );
  const ours = coxCurve(
    fit,
    {loglinear: design(chosen, ...theirs.terms)},
    {interval: theirs.ties === "efron" ? "log" : "log-log"}
  );
  ours.forEach((curve, i) => {
    for (const figure of ["time", "nRisk", "nEvent"] as const)
      expectAgreement(
        {estimator: "coxCurve", figure, peer, data: name, digits: 14},
        curve[figure],
        theirs[figure]
      );
    for (const figure of ["surv", "cumHaz", "seCumHaz", "lower", "upper"] as const)
      expectAgreement(
        {estimator: "coxCurve", figure, peer, data: `${name}, row ${i}`, digits: 10},
        curve[figure],
        theirs[figure][i]
      );
  });
});

test("coxCurve's baseline by stratum, weighted, matches survfit (R)", () => {
  const d: Columns = data.lung;
  const fit = coxph({
    exit: d.time,
    event: d.event,
    strata: d.sex,
    loglinear: design(d, "age", "ecog"),
    weights: d.event.map((_, i) => 0.5 + ((i + 1) % 5) / 4)
  });
  const ours = coxCurve(fit);
  for (const figure of ["time", "cumHaz", "seCumHaz"] as const)
    expectAgreement(
      {estimator: "coxCurve", figure, peer, data: "lung, strata, weights", digits: 10},
      ours.flatMap((curve) => Array.from(curve[figure])),
      baseline[figure]
    );
});

test("coxCurve names what is wrong (by hand)", () => {
  const fit = coxph({exit: [1, 2, 3, 4], event: [1, 1, 0, 1], loglinear: design({x: [1, 0, 1, 0]}, "x")});
  expect(() => coxCurve(fit, {loglinear: design({y: [1]}, "y")})).toThrow("terms must be x; got y");
  expect(() => coxCurve(fit, {loglinear: design({x: [1]}, "x"), strata: [1]})).toThrow(
    "strata must be < 1; got 1 in row 0"
  );
});
