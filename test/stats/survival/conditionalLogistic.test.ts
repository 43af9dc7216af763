import {expect, test} from "vitest";
import {conditionalLogistic, type MatchedSets} from "../../../src/stats/survival/conditionalLogistic.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalMatched");
const {infert} = data;
const chosen = (name: string) => witness.four.rows.map((row: number) => data.colon[name][row]) as number[];
const colon = Object.fromEntries(["age", "nodes", "obstruct", "adhere"].map((name) => [name, chosen(name)]));

const cases: Record<string, MatchedSets> = {
  one: {
    case: infert.case,
    set: infert.set.map((s) => s - 1),
    loglinear: design(infert, "spontaneous", "induced")
  },
  many: {
    case: infert.case,
    set: infert.pooled.map((s) => s - 1),
    loglinear: design(infert, "spontaneous", "induced")
  },
  four: {
    case: chosen("event"),
    set: witness.four.set,
    loglinear: design(colon, "age", "nodes", "obstruct", "adhere")
  },
  excess: {
    case: infert.case,
    set: infert.set.map((s) => s - 1),
    excess: {dose: Float64Array.from(infert.spontaneous)},
    loglinear: design(infert, "induced")
  }
};

test.for(Object.keys(cases))(
  "conditionalLogistic matches clogit, or optim for a linear excess, on %s (R)",
  (name) => {
    const fit = conditionalLogistic(cases[name]);
    const theirs = witness[name];
    const about = {
      estimator: "conditionalLogistic",
      peer: name === "excess" ? "R optim and Newton" : "R survival 3.5-3, clogit",
      data: `infert or colon, ${name}`,
      digits: 10
    };
    expect(fit).toMatchObject({converged: true, model: "conditional-logistic"});
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
    expectAgreement({...about, figure: "log-likelihood"}, fit.logLik, theirs.logLik);
    if (theirs.score) {
      expectAgreement({...about, figure: "null log-likelihood"}, fit.nullLogLik, theirs.nullLogLik);
      expectAgreement({...about, figure: "score test"}, fit.tests.score.statistic, theirs.score);
    }
  }
);

test("conditionalLogistic of pairs with a binary exposure is log(10/4), from the discordant (by hand)", () => {
  // 10 pairs with the case exposed only, 4 with the control exposed only, 6 with both.
  const pairs = [...Array(10).fill([1, 0]), ...Array(4).fill([0, 1]), ...Array(6).fill([1, 1])];
  const fit = conditionalLogistic({
    case: pairs.flatMap(() => [1, 0]),
    set: pairs.flatMap((_, s) => [s, s]),
    loglinear: design({exposed: pairs.flat()}, "exposed")
  });
  expect(fit.parameters[0].estimate).toBeCloseTo(Math.log(10 / 4), 14);
  expect(fit.parameters[0].se).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 4), 14);
});

test("conditionalLogistic of sets with several cases adds over all draws (by hand)", () => {
  // One set, cases with x = 1 and 2, controls with 0 and 1: e₂(1, r, r, r²) = 2r + 2r² + 2r³… at β = 0 it is 6.
  const fit = conditionalLogistic({
    case: [1, 1, 0, 0],
    set: [0, 0, 0, 0],
    loglinear: design({x: [1, 2, 0, 1]}, "x")
  });
  expect(fit.nullLogLik).toBeCloseTo(-Math.log(6), 14);
});

test("conditionalLogistic counts sets that say nothing (by hand)", () => {
  const fit = conditionalLogistic({
    case: [1, 0, 1, 0, 1, 1, 0, 0],
    set: [0, 0, 1, 1, 2, 2, 3, 3],
    loglinear: design({x: [1, 2, 3, 1, 0, 1, 0, 1]}, "x")
  });
  expect(fit.warnings).toEqual([
    "1 of 4 sets has no case and says nothing of the parameters",
    "1 of 4 sets has no control and says nothing of the parameters"
  ]);
});
