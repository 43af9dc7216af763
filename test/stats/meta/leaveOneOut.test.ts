import {expect, test} from "vitest";
import {leaveOneOut} from "../../../src/stats/meta/leaveOneOut.js";
import {type MetaMethod, meta} from "../../../src/stats/meta/meta.js";
import oracle from "../../oracle/meta.json" with {type: "json"};

for (const [label, theirs] of Object.entries(oracle.left)) {
  test(`leaveOneOut(${label}) matches metafor on the BCG trials (R)`, () => {
    const [method, testName] = label.split(" ") as [MetaMethod, string];
    const ours = leaveOneOut(oracle.estimates, oracle.ses, {method, hartungKnapp: testName === "knha"});
    expect(ours).toHaveLength(13);
    ours.forEach((fit, k) => {
      for (const figure of ["estimate", "se", "p"] as const)
        expect(Math.abs(fit[figure] / theirs[figure][k] - 1)).toBeLessThan(1e-10);
      expect(Math.abs(fit.tauSquared - theirs.tauSquared[k])).toBeLessThanOrEqual(
        1e-10 * theirs.tauSquared[k]
      );
    });
  });
}

test("leaveOneOut of two studies gives each alone (by hand)", () => {
  expect(leaveOneOut([1, 2], [1, 1])).toEqual([meta([2], [1]), meta([1], [1])]);
});

test("leaveOneOut names what is wrong (by hand)", () => {
  expect(() => leaveOneOut([1], [1])).toThrow("studies must be two or more; got 1");
  expect(() => leaveOneOut([1, 2], [1])).toThrow("ses must have 2 entries as estimates has; got 1");
});
