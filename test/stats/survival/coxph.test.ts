import {expect, test} from "vitest";
import {type CoxData, type CoxFit, coxph} from "../../../src/stats/survival/coxph.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data = oracle("survivalData");
const witness = oracle("survivalCox");
const peer = "R survival 3.5-3, coxph";

/** The rows of a data set as the R script gives them to coxph. */
function rows(name: string): CoxData {
  const d: Columns = data[name];
  const event = name === "mgus2" ? d.cause.map((cause) => Number(cause === 2)) : d.event;
  return d.tstart ? {entry: d.tstart, exit: d.tstop, event} : {exit: d.time, event};
}

interface Figures {
  data: string;
  ties: "efron" | "breslow";
  terms: string[];
  strata?: string;
  cluster?: boolean;
  weights?: boolean;
  [figure: string]: unknown;
}

function compare(fit: CoxFit, name: string, theirs: Figures, digits = 11): void {
  const about = {estimator: "coxph", peer, data: name, digits};
  expect([fit.n, fit.events, fit.converged, fit.warnings.filter((w) => !w.includes("strata"))]).toEqual([
    theirs.n,
    theirs.events,
    true,
    []
  ]);
  const list = (figure: string) => [theirs[figure]].flat() as number[];
  expectAgreement(
    {...about, figure: "estimates"},
    fit.parameters.map((row) => row.estimate),
    list("estimate")
  );
  expectAgreement(
    {...about, figure: "standard errors"},
    fit.parameters.map((row) => row.se),
    list("se")
  );
  expectAgreement(
    {...about, figure: "log-likelihoods"},
    [fit.logLik, fit.nullLogLik],
    [...list("logLik"), ...list("nullLogLik")]
  );
  expectAgreement(
    {...about, figure: "tests"},
    ["likelihoodRatio", "wald", "score"].map((kind) => fit.tests[kind].statistic),
    [...list("likelihoodRatio"), ...list("wald"), ...list("score")]
  );
  if (fit.naiveVcov)
    expectAgreement(
      {...about, figure: "naive standard errors"},
      fit.naiveVcov.map((row, k) => Math.sqrt(row[k])),
      list("naive")
    );
}

test.for(Object.entries(witness.models as Record<string, Figures>))(
  "coxph matches R on %s (R)",
  ([name, theirs]) => {
    const d: Columns = data[theirs.data];
    const n = d[theirs.terms[0]].length;
    const levels = theirs.strata ? [...new Set(d[theirs.strata])] : [];
    const fit = coxph(
      {
        ...rows(theirs.data),
        loglinear: design(d, ...theirs.terms),
        ...(theirs.strata ? {strata: d[theirs.strata].map((level) => levels.indexOf(level))} : {}),
        ...(theirs.cluster ? {cluster: d.id} : {}),
        ...(theirs.weights ? {weights: Array.from({length: n}, (_, i) => 0.5 + ((i + 1) % 5) / 4)} : {})
      },
      {ties: theirs.ties}
    );
    compare(fit, name, theirs);
  }
);

// Therneau's three validation sets (vignette "validate" of survival).
const test1 = {exit: [1, 1, 6, 6, 8, 9], event: [1, 0, 1, 1, 0, 1], x: [1, 1, 1, 0, 0, 0]};
const test2 = {
  entry: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8],
  exit: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
  event: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0],
  x: [1, 0, 0, 1, 0, 1, 1, 1, 0, 0]
};
const test3 = {
  exit: [1, 1, 2, 2, 2, 2, 3, 4, 5],
  event: [1, 0, 1, 1, 1, 0, 0, 1, 0],
  x: [2, 0, 1, 1, 0, 1, 0, 1, 0],
  weights: [1, 2, 3, 4, 3, 2, 1, 2, 1]
};
const hand = <T extends {x: number[]}>({x, ...rest}: T) => ({...rest, loglinear: design({x}, "x")});
const byHand = {estimator: "coxph", peer: "by hand (Therneau)", digits: 14};

test("coxph on six subjects: β = log((3 + √33)/2) by Breslow, score tests 8/5 and 169/83 (by hand)", () => {
  const breslow = coxph(hand(test1), {ties: "breslow"});
  const r = (3 + Math.sqrt(33)) / 2;
  const about = {...byHand, data: "six subjects"};
  expectAgreement({...about, figure: "estimate"}, breslow.parameters[0].estimate, Math.log(r));
  expectAgreement(
    {...about, figure: "variance"},
    breslow.vcov[0][0],
    1 / (r / (r + 1) ** 2 + (6 * r) / (r + 3) ** 2)
  );
  expectAgreement(
    {...about, figure: "log-likelihood"},
    breslow.logLik,
    2 * Math.log(r) - Math.log(3 * r + 3) - 2 * Math.log(r + 3)
  );
  expectAgreement({...about, figure: "null log-likelihood"}, breslow.nullLogLik, -Math.log(96));
  expectAgreement({...about, figure: "score test"}, breslow.tests.score.statistic, 8 / 5);
  const efron = coxph(hand(test1), {ties: "efron"});
  expectAgreement({...about, figure: "null log-likelihood, Efron"}, efron.nullLogLik, -Math.log(72));
  expectAgreement({...about, figure: "score test, Efron"}, efron.tests.score.statistic, 169 / 83);
});

test("coxph on ten subjects with late entry: score test 32/2821 by Breslow (by hand)", () => {
  const fit = coxph(hand(test2), {ties: "breslow"});
  const about = {...byHand, data: "ten subjects, late entry"};
  expectAgreement({...about, figure: "null log-likelihood"}, fit.nullLogLik, -Math.log(2 * 3 * 125 * 16));
  expectAgreement({...about, figure: "score test"}, fit.tests.score.statistic, 32 / 2821);
});

test("coxph on nine weighted subjects: the score equation in fractions (by hand)", () => {
  const fit = coxph(hand(test3), {ties: "breslow", robust: false});
  const r = Math.exp(fit.parameters[0].estimate);
  const mean = [(2 * r * r + 11 * r) / (r * r + 11 * r + 7), (11 * r) / (11 * r + 5), (2 * r) / (2 * r + 1)];
  expect(mean[0] + 10 * mean[1] + 2 * mean[2]).toBeCloseTo(11, 13);
  const about = {...byHand, data: "nine weighted subjects"};
  expectAgreement(
    {...about, figure: "null log-likelihood"},
    fit.nullLogLik,
    -Math.log(19) - 10 * Math.log(16) - 2 * Math.log(3)
  );
  const u = 11 - (13 / 19 + 110 / 16 + 4 / 3);
  const i = 15 / 19 - (13 / 19) ** 2 + (10 * 11 * 5) / 256 + 4 / 9;
  expectAgreement({...about, figure: "score test"}, fit.tests.score.statistic, (u * u) / i);
});

test("coxph's profile bounds are where the profile log-likelihood has fallen by half a quantile (R)", () => {
  for (const [name, parameters] of [
    ["ovarian", [0, 1]],
    ["heart", [0, 3]],
    ["veteran", [4]]
  ] as const) {
    const {terms} = witness.models[`${name} efron`];
    const fit = coxph(
      {...rows(name), loglinear: design(data[name], ...terms)},
      {interval: {level: 0.95, methods: ["wald", "profile"]}}
    );
    parameters.forEach((k, j) => {
      const {lower, upper, status} = fit.parameters[k].profile!;
      expect(status).toEqual({lower: "ok", upper: "ok"});
      expectAgreement(
        {
          estimator: "coxph",
          figure: `profile bounds, ${terms[k]}`,
          peer: "R survival 3.5-3, coxph with offset, uniroot",
          data: name,
          digits: 9
        },
        [lower, upper],
        witness.profiles[name][j]
      );
    });
  }
});

test("coxph of follow-up cut in pieces is the same fit (law)", () => {
  const {time, event, age, sex} = data.lung as Columns;
  const cuts = [0, 50, 200, 350];
  const pieces = time.flatMap((exit, i) =>
    cuts.flatMap((start, c) => {
      const stop = Math.min(exit, cuts[c + 1] ?? Infinity);
      return stop > start
        ? [{start, stop, event: stop === exit ? event[i] : 0, age: age[i], sex: sex[i]}]
        : [];
    })
  );
  const column = (name: keyof (typeof pieces)[0]) => pieces.map((piece) => piece[name]);
  const split = coxph({
    entry: column("start"),
    exit: column("stop"),
    event: column("event"),
    loglinear: design({age: column("age"), sex: column("sex")}, "age", "sex")
  });
  const whole = coxph({exit: time, event, loglinear: design(data.lung, "age", "sex")});
  expect(split.logLik).toBeCloseTo(whole.logLik, 10);
  split.parameters.forEach((row, k) => {
    expect(row.estimate).toBeCloseTo(whole.parameters[k].estimate, 13);
    expect(row.se).toBeCloseTo(whole.parameters[k].se, 13);
  });
});

test("coxph without terms has a log-likelihood and no tests, and an offset equals a held term (law)", () => {
  const {time, event, age} = data.lung as Columns;
  const fit = coxph({exit: time, event, loglinear: design(data.lung, "age")});
  const held = coxph({exit: time, event, offset: age.map((value) => value * fit.parameters[0].estimate)});
  expect(held).toMatchObject({df: 0, parameters: [], tests: {}, converged: true});
  expect(held.logLik).toBeCloseTo(fit.logLik, 11);
});
