import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {type FineGrayData, fineGray} from "../../../src/stats/survival/fineGray.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const {mgus2}: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalCompeting");
const {example} = witness as {example: Columns};
const x = ["x1", "x2", "x3"];
const data: Record<string, FineGrayData> = {
  example: {exit: example.time, cause: example.cause, loglinear: design(example, ...x)},
  coarse: {exit: example.coarse, cause: example.cause, loglinear: design(example, ...x)},
  two: {exit: example.coarse, cause: example.cause, of: 2, loglinear: design(example, ...x)},
  strata: {
    exit: example.coarse,
    cause: example.cause,
    strata: example.stratum,
    loglinear: design(example, ...x)
  },
  mgus2: {exit: mgus2.time, cause: mgus2.cause, loglinear: design(mgus2, "age", "male", "hgb", "mspike")}
};

test.for(Object.keys(witness.crr))("fineGray matches crr on %s (R)", (name) => {
  const fit = fineGray(data[name]);
  const theirs = witness.crr[name];
  const about = {estimator: "fineGray", peer: "R cmprsk 2.2-11, crr", data: name, digits: 9};
  expectAgreement(
    {...about, figure: "estimates"},
    fit.parameters.map((row) => row.estimate),
    theirs.estimate
  );
  expectAgreement(
    {...about, figure: "naive standard errors"},
    fit.naiveVcov!.map((row, k) => Math.sqrt(row[k])),
    theirs.naive
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
  expectAgreement({...about, figure: "baseline"}, fit.baseline[0].cumHaz, theirs.cumHaz);
});

test.for(Object.keys(witness.finegray))(
  "fineGray matches coxph on the expanded data of finegray, %s (R)",
  (name) => {
    const fit = fineGray(data[name], {censoring: "after-events"});
    const theirs = witness.finegray[name];
    const about = {
      estimator: "fineGray",
      peer: "R survival 3.5-3, finegray and coxph",
      data: name,
      digits: 9
    };
    expectAgreement(
      {...about, figure: "estimates"},
      fit.parameters.map((row) => row.estimate),
      theirs.estimate
    );
    expectAgreement(
      {...about, figure: "naive standard errors"},
      fit.naiveVcov!.map((row, k) => Math.sqrt(row[k])),
      theirs.naive
    );
  }
);

test("fineGray without competing events is Cox's regression with the robust variance (law)", () => {
  const event = example.cause.map((c) => Number(c === 1));
  const fit = fineGray({exit: example.coarse, cause: event, loglinear: design(example, ...x)});
  const cox = coxph(
    {exit: example.coarse, event, loglinear: design(example, ...x)},
    {ties: "breslow", robust: true}
  );
  fit.parameters.forEach((row, k) => {
    expect(row.estimate).toBeCloseTo(cox.parameters[k].estimate, 12);
    expect(row.se).toBeCloseTo(cox.parameters[k].se, 12);
  });
});

test("fineGray names what is wrong (by hand)", () => {
  expect(() => fineGray({exit: [1, 2], cause: [0, 2]})).toThrow(
    "cause must hold an event of kind 1; got none"
  );
});
