import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {type FineGrayData, fineGray} from "../../../src/stats/survival/fineGray.js";
import {fineGrayCurve} from "../../../src/stats/survival/fineGrayCurve.js";
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

test.for(Object.keys(witness.known))(
  "fineGray and fineGrayCurve with late entry and weights match coxph on finegray's data, %s (R)",
  (name) => {
    const fit = fineGray(
      {
        exit: example.coarse,
        cause: example.cause,
        loglinear: design(example, ...x),
        ...(name !== "weights" && {entry: example.entry}),
        ...(name !== "late" && {weights: example.weight})
      },
      {censoring: "after-events"}
    );
    const theirs = witness.known[name];
    const about = {
      estimator: "fineGray",
      peer: "R survival 3.5-3, finegray and coxph",
      data: `example, ${name}`,
      digits: 9
    };
    const estimates = fit.parameters.map((row) => row.estimate);
    expectAgreement({...about, figure: "estimates"}, estimates, theirs.estimate);
    const errors = fit.parameters.map((row) => row.se);
    expectAgreement({...about, figure: "robust standard errors"}, errors, theirs.se);
    expectAgreement({...about, figure: "log-likelihood"}, [fit.logLik], [theirs.logLik]);
    const subject = {x1: [0.2], x2: [0.7], x3: [0.4]};
    const [curve] = fineGrayCurve(fit, {loglinear: design(subject, ...x)});
    const of = {...about, estimator: "fineGrayCurve", peer: "R survival 3.5-3, survfit of coxph"};
    expectAgreement({...of, figure: "time"}, curve.time, theirs.time);
    const incidence = theirs.surv.map((s: number) => 1 - s);
    expectAgreement({...of, figure: "incidence"}, curve.incidence, incidence);
    const se = theirs.seCumHaz.map((s: number, k: number) => s * theirs.surv[k]);
    expectAgreement({...of, figure: "standard error"}, curve.se, se);
    expectAgreement(
      {...of, figure: "lower"},
      curve.lower,
      theirs.upper.map((s: number) => 1 - s)
    );
    expectAgreement(
      {...of, figure: "upper"},
      curve.upper,
      theirs.lower.map((s: number) => 1 - s)
    );
  }
);

test("fineGray with entries and weights that say nothing is fineGray (law)", () => {
  const loglinear = design(example, ...x);
  const plain = fineGray({exit: example.coarse, cause: example.cause, loglinear});
  const more = fineGray({
    entry: example.coarse.map(() => 0),
    exit: example.coarse,
    cause: example.cause,
    weights: example.coarse.map(() => 2),
    loglinear
  });
  more.parameters.forEach(({estimate}, k) => {
    expect(estimate).toBeCloseTo(plain.parameters[k].estimate, 12);
    expect(more.naiveVcov![k][k]).toBeCloseTo(plain.naiveVcov![k][k] / 2, 12);
  });
});

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
  expect(() => fineGray({exit: [1, 2], cause: [1, 2], weights: [1, 0]})).toThrow(
    "weights must be > 0; got 0 in row 1"
  );
  expect(() => fineGray({entry: [0, 3, 3], exit: [2, 4, 5], cause: [1, 0, 1]})).toThrow(
    "entry must leave someone under observation before 3; got none"
  );
  const parsed = JSON.parse(JSON.stringify(fineGray({exit: [1, 2, 3], cause: [1, 2, 1]})));
  expect(() => fineGrayCurve(parsed)).toThrow("fit must come from fineGray with its data; got one without");
});
