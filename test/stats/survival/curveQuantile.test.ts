import {expect, test} from "vitest";
import {curveQuantile} from "../../../src/stats/survival/curveQuantile.js";
import {kaplanMeier} from "../../../src/stats/survival/kaplanMeier.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

const share = [0, 0.1, 0.25, 0.5, 0.75];

test("curveQuantile takes the middle of a stretch at the level (by hand)", () => {
  const [curve] = kaplanMeier({exit: [1, 2, 3, 4], event: [1, 1, 1, 1]});
  expect(curveQuantile(curve, 0.5).time).toBe(2.5);
  expect(curveQuantile(curve, 0.6).time).toBe(3);
  expect(curveQuantile(curve, 1).time).toBe(4);
  expect(() => curveQuantile(curve, 2)).toThrow("p must be a probability; got 2");
});

test("curveQuantile matches quantile.survfit (R)", () => {
  const {lung} = oracle("survivalData");
  const {lung: theirs, small} = oracle("survivalCurves");
  const peer = {estimator: "curveQuantile", peer: "R survival 3.5-3, quantile(survfit)", digits: 13};
  for (const [side, name] of [
    ["time", "quantile"],
    ["lower", "lower"],
    ["upper", "upper"]
  ] as const) {
    const ours = kaplanMeier({exit: lung.time, event: lung.event, group: lung.sex});
    ours.forEach((curve, g) => {
      expectAgreement(
        {...peer, figure: `${name}s, group ${g}`, data: "lung"},
        share.map((p) => curveQuantile(curve, p)[side]),
        theirs.quantile[name].map((row: number[]) => row[g])
      );
    });
    const [curve] = kaplanMeier({exit: small.time, event: small.event});
    expectAgreement(
      {...peer, figure: `${name}s`, data: "six subjects"},
      share.slice(1).map((p) => curveQuantile(curve, p)[side]),
      small.quantile[name].slice(1)
    );
  }
});
