import {expect, test} from "vitest";
import {kaplanMeier} from "../../../src/stats/survival/kaplanMeier.js";
import {restrictedMean} from "../../../src/stats/survival/restrictedMean.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

test("restrictedMean without censoring is the mean of min(time, τ) (law)", () => {
  const times = [1, 2, 2, 3, 8];
  const [curve] = kaplanMeier({exit: times, event: times.map(() => 1)});
  expect(restrictedMean(curve, 5).estimate).toBeCloseTo(
    times.reduce((a, t) => a + Math.min(t, 5), 0) / 5,
    14
  );
  expect(() => restrictedMean(curve, 0)).toThrow("horizon must be > 0; got 0");
});

test("restrictedMean matches summary(survfit, rmean) on lung, before and beyond its last time (R)", () => {
  const {lung} = oracle("survivalData");
  const {rmean} = oracle("survivalCurves").lung;
  const curves = kaplanMeier({exit: lung.time, event: lung.event, group: lung.sex});
  rmean.horizon.forEach((horizon: number, h: number) => {
    const ours = curves.map((curve) => restrictedMean(curve, horizon));
    const peer = {
      estimator: "restrictedMean",
      peer: "R survival 3.5-3, summary(survfit)",
      data: "lung",
      digits: 11
    };
    expectAgreement(
      {...peer, figure: "estimates"},
      ours.map((one) => one.estimate),
      rmean.table[h][0]
    );
    expectAgreement(
      {...peer, figure: "standard errors"},
      ours.map((one) => one.se),
      rmean.table[h][1]
    );
  });
});
