import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {expectAgreement} from "../../witness.js";
import {design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const {separated, fits} = oracle("survivalFirth");

test.for(Object.keys(fits))(
  "coxph with Firth's penalty maximises the penalised likelihood written by hand, %s (R)",
  (name) => {
    const d = name === "separated" ? separated : data[name];
    const theirs = fits[name];
    const fit = coxph(
      {exit: d.time, event: d.event, loglinear: design(d, ...theirs.terms)},
      {ties: theirs.ties, penalty: "firth"}
    );
    expect(fit).toMatchObject({converged: true, warnings: []});
    const about = {
      estimator: "coxph, Firth's penalty",
      peer: "R optim and Newton by hand",
      data: name,
      digits: 8
    };
    expectAgreement(
      {...about, figure: "estimates"},
      fit.parameters.map((row) => row.estimate),
      theirs.estimate
    );
    expectAgreement(
      {...about, figure: "standard errors"},
      fit.parameters.map((row) => row.se),
      theirs.se
    );
    expectAgreement(
      {...about, figure: "log-likelihoods"},
      [fit.logLik, fit.nullLogLik],
      [theirs.logLik, theirs.nullLogLik]
    );
  }
);

test("coxph names a monotone likelihood and offers the penalty (by hand)", () => {
  const fit = coxph(
    {exit: separated.time, event: separated.event, loglinear: design(separated, "x", "z")},
    {interval: {level: 0.95, methods: ["wald", "profile"]}}
  );
  expect(fit.warnings).toEqual([
    'x: the likelihood is monotone, its estimate is infinite; penalty "firth" gives a finite one'
  ]);
  expect(fit.parameters[0].estimate).toBe(Infinity);
  expect(fit.parameters[0].profile).toMatchObject({
    upper: Infinity,
    status: {lower: "ok", upper: "not determined"}
  });
  expect(Number.isFinite(fit.parameters[0].profile!.lower)).toBe(true);
  expect(Number.isFinite(fit.parameters[1].estimate)).toBe(true);
  const minus = coxph({
    exit: separated.time,
    event: separated.event,
    loglinear: design({x: separated.x.map((x: number) => -x), z: separated.z}, "x", "z")
  });
  expect(minus.parameters[0].estimate).toBe(-Infinity);
});

test("coxph takes no penalty with a linear excess or exact ties (by hand)", () => {
  const subjects = {exit: [1, 2, 3], event: [1, 1, 0]};
  expect(() => coxph({...subjects, excess: {dose: Float64Array.of(0, 1, 2)}}, {penalty: "firth"})).toThrow(
    "penalty must be none with a linear excess; got firth"
  );
});
