import {expect, test} from "vitest";
import {leaveOneOut} from "../../../src/stats/meta/leaveOneOut.js";
import {type MetaMethod, meta} from "../../../src/stats/meta/meta.js";
import oracle from "../../oracle/meta.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

for (const [label, theirs] of Object.entries(oracle.left)) {
  test(`leaveOneOut(${label}) matches metafor on the BCG trials (R)`, () => {
    const [method, testName] = label.split(" ") as [MetaMethod, string];
    const ours = leaveOneOut(oracle.estimates, oracle.ses, {method, hartungKnapp: testName === "knha"});
    expect(ours).toHaveLength(13);
    for (const figure of ["estimate", "se", "p", "tauSquared"] as const)
      expectAgreement(
        {
          estimator: "leaveOneOut",
          figure,
          peer: `R metafor ${oracle.versions.metafor}, rma(${label}) thirteen times`,
          data: "BCG trials",
          digits: 10
        },
        ours.map((fit) => fit[figure]),
        theirs[figure]
      );
  });
}

test("leaveOneOut of two studies gives each alone (by hand)", () => {
  expect(leaveOneOut([1, 2], [1, 1])).toEqual([meta([2], [1]), meta([1], [1])]);
});

test("leaveOneOut names what is wrong (by hand)", () => {
  expect(() => leaveOneOut([1], [1])).toThrow("studies must be two or more; got 1");
  expect(() => leaveOneOut([1, 2], [1])).toThrow("ses must have 2 entries as estimates has; got 1");
});
