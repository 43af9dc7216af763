import {expect, test} from "vitest";
import {type Adjustment, adjustedP} from "../../../src/stats/multiplicity/adjustedP.js";
import oracle from "../../oracle/multiplicity.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

for (const [method, theirs] of Object.entries(oracle.adjusted))
  test(`adjustedP(${method}) matches p.adjust (R)`, () => {
    expectAgreement(
      {
        estimator: "adjustedP",
        figure: `p-values, ${method}`,
        peer: `R ${oracle.R}, p.adjust`,
        data: "15 p-values with ties",
        digits: 14
      },
      adjustedP(oracle.p, method as Adjustment),
      theirs
    );
  });

test("adjustedP of 0.01, 0.04, 0.03 (by hand)", () => {
  const close = (ours: number[], theirs: number[]) =>
    ours.forEach((p, i) => {
      expect(p).toBeCloseTo(theirs[i], 14);
    });
  close(adjustedP([0.01, 0.04, 0.03]), [0.03, 0.04, 0.04]);
  close(adjustedP([0.01, 0.04, 0.03], "holm"), [0.03, 0.06, 0.06]);
  close(adjustedP([0.01, 0.04, 0.03], "bonferroni"), [0.03, 0.12, 0.09]);
  expect(adjustedP([0.2])).toEqual([0.2]);
  expect(adjustedP([])).toEqual([]);
});

test("adjustedP names what is wrong (by hand)", () => {
  expect(() => adjustedP([0.1, NaN])).toThrow("p must be a probability; got NaN in test 1");
  expect(() => adjustedP([1.1])).toThrow("p must be a probability; got 1.1 in test 0");
});
