import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const exact = oracle("survivalCox").exact;

test.for(Object.keys(exact))("coxph with exact ties matches R on %s (R)", (name) => {
  const theirs = exact[name];
  const d: Columns = data[name];
  const fit = coxph(
    {
      ...(d.tstart ? {entry: d.tstart, exit: d.tstop} : {exit: d.time}),
      event: d.event,
      loglinear: design(d, ...theirs.terms)
    },
    {ties: "exact"}
  );
  const about = {
    estimator: "coxph, exact ties",
    peer: 'R survival 3.5-3, coxph(ties = "exact")',
    data: name,
    digits: 10
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
  expectAgreement({...about, figure: "score test"}, fit.tests.score.statistic, theirs.score);
});

test("coxph with exact ties takes no weights and gives no robust variance (by hand)", () => {
  const subjects = {exit: [1, 1, 2, 3], event: [1, 1, 1, 0], loglinear: design({x: [1, 2, 0, 1]}, "x")};
  expect(() => coxph({...subjects, weights: [1, 2, 1, 1]}, {ties: "exact"})).toThrow(
    "weights must be 1 with exact ties; got others"
  );
  expect(() => coxph({...subjects, cluster: [0, 0, 1, 1]}, {ties: "exact"})).toThrow(
    "ties must be efron or breslow for the robust variance"
  );
});
