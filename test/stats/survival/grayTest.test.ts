import {expect, test} from "vitest";
import {grayTest} from "../../../src/stats/survival/grayTest.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

const {mgus2} = oracle("survivalData");
const {example, gray} = oracle("survivalCompeting");

test.for(["example", "coarse", "strata", "rho", "mgus2"])(
  "grayTest matches cuminc for both kinds of event, %s (R)",
  (name) => {
    const data =
      name === "mgus2"
        ? {exit: mgus2.time, cause: mgus2.cause, group: mgus2.male}
        : {
            exit: name === "example" ? example.time : example.coarse,
            cause: example.cause,
            group: example.group,
            ...(name === "strata" ? {strata: example.stratum} : {})
          };
    const ours = [1, 2].map((of) => grayTest({...data, of}, {rho: name === "rho" ? 1 : 0}));
    const about = {estimator: "grayTest", peer: "R cmprsk 2.2-11, cuminc", data: name, digits: 11};
    expectAgreement(
      {...about, figure: "χ²"},
      ours.map((one) => one.statistic),
      gray[name].statistic
    );
    expectAgreement(
      {...about, figure: "p"},
      ours.map((one) => one.p),
      gray[name].p
    );
    expect(ours.map((one) => one.df)).toEqual(gray[name].df);
  }
);

test("grayTest names what is wrong (by hand)", () => {
  expect(() => grayTest({exit: [1, 2], cause: [1, 1], group: [0, 0]})).toThrow(
    "groups must be two or more; got 1"
  );
  expect(() => grayTest({exit: [1, 2], cause: [2, 0], group: [0, 1]})).toThrow(
    "cause must hold an event of kind 1; got none"
  );
});
