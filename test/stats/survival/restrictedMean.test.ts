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

const data = oracle("survivalData");
const {means} = oracle("survivalCurves");

test.for(Object.keys(means))(
  "restrictedMean matches summary(survfit, rmean) on %s, before and beyond its last time (R)",
  (name) => {
    const {group, horizon: horizons, table} = means[name];
    const {time, event, [group]: groups} = data[name];
    const curves = kaplanMeier({exit: time, event, group: groups});
    horizons.forEach((horizon: number, h: number) => {
      const ours = curves.map((curve) => restrictedMean(curve, horizon));
      const peer = {
        estimator: "restrictedMean",
        peer: "R survival 3.5-3, summary(survfit)",
        data: name,
        digits: 11
      };
      expectAgreement(
        {...peer, figure: "estimates"},
        ours.map((one) => one.estimate),
        table[h][0]
      );
      expectAgreement(
        {...peer, figure: "standard errors"},
        ours.map((one) => one.se),
        table[h][1]
      );
    });
  }
);
