import {expect, test} from "vitest";
import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readCsv} from "../../fit/table/readCsv.js";
import oracle from "../oracle/harmonicFitOther.json" with {type: "json"};
import {expectAgreement} from "../witness.js";

type Numbers = (number | null)[];
const column = (name: string) => (answer: Answer) => answer.curve![name] as Numbers;
const tests =
  (prefix: RegExp) =>
  ({tests}: Answer) =>
    Object.keys(tests)
      .filter((name) => prefix.test(name))
      .map((name) => tests[name].statistic);
/** Where an answer has the figures that R names. */
const figure: Record<string, (answer: Answer) => Numbers> = {
  coefficients: ({parameters}) => parameters.map(({estimate}) => estimate),
  "standard errors": ({parameters, curve}) => (curve ? (curve.se as Numbers) : parameters.map(({se}) => se)),
  "log-likelihood": ({logLik}) => [logLik],
  tests: tests(/^(likelihoodRatio|wald|score|robustScore)$/),
  "proportional hazards": tests(/^proportionalHazards/),
  "predicted survival": column("surv"),
  "predicted lower": column("lower"),
  "predicted upper": column("upper"),
  survival: column("surv"),
  lower: column("lower"),
  upper: column("upper"),
  incidences: column("incidence"),
  "restricted means": ({groups}) =>
    groups!.map(({restrictedMean}) => (restrictedMean as {estimate: number}).estimate),
  "differences of means": ({parameters}) => parameters.map(({estimate}) => estimate),
  "errors of differences": ({parameters}) => parameters.map(({se}) => se),
  "profile bounds": ({parameters: [{profile}]}) => [profile!.lower, profile!.upper],
  "chi-square": tests(/./),
  "Gray's tests": tests(/^gray/)
};
/** The package and version that a function of R belongs to. */
const packageOf = (peer: string) =>
  /^(crr|cuminc)/.test(peer) ? "cmprsk 2.2-11" : /^(glm|lm)/.test(peer) ? "4.2.2" : "survival 3.5-3";
/** What R does not have it prints as "NA"; ours is null. */
const numbers = (values: unknown): number[] =>
  [values].flat().map((value) => (typeof value === "number" ? value : NaN));

test.each(oracle.cases.map((one) => [one.spec.model, one.data, one.peer, one] as const))(
  "harmonic fit of %s on %s, as other data would be tried on it, is R's %s (R)",
  (model, data, peer, {spec, figures}) => {
    const csv = readCsv(`${data}.csv`, oracle.tables[data as keyof typeof oracle.tables]);
    const answer = fitTable(readFitSpec("spec", JSON.stringify(spec)), csv);
    expect(answer.converged).toBe(true);
    for (const [name, theirs] of Object.entries(figures))
      expectAgreement(
        {
          estimator: `harmonic fit, ${model}`,
          figure: name,
          peer: peer.startsWith("optim") ? `R ${peer}` : `R ${packageOf(peer)}, ${peer}`,
          data,
          digits: 9
        },
        numbers(figure[name](answer)),
        numbers(theirs)
      );
  }
);
