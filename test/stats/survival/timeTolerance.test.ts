import {expect, test} from "vitest";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {kaplanMeier} from "../../../src/stats/survival/kaplanMeier.js";
import {timeTolerance} from "../../../src/stats/survival/timeTolerance.js";
import {type Columns, design, oracle} from "./oracle.js";

const {lung}: Record<string, Columns> = oracle("survivalData");

test("timeTolerance is 0 for whole times, else √ε of their mean (by hand)", () => {
  expect(timeTolerance([1, 2, 3])).toBe(0);
  expect(timeTolerance(undefined, [0.5, 0.25])).toBe(2 ** -26);
  expect(timeTolerance([100.5, 300.5])).toBeCloseTo(200.5 * 2 ** -26, 20);
});

test("ages that differ by rounding tie as the days do that they came from (law)", () => {
  const birth = lung.time.map((_, i) => (i % 9) * 11 + 0.3);
  const years = lung.time.map((t, i) => birth[i] + t / 365.25 - birth[i]);
  expect(new Set(years).size).toBeGreaterThan(new Set(lung.time).size);
  const [curve] = kaplanMeier({exit: years, event: lung.event});
  const [days] = kaplanMeier({exit: lung.time, event: lung.event});
  expect(curve.surv).toEqual(days.surv);
  const terms = {event: lung.event, loglinear: design(lung, "age", "sex")};
  expect(coxph({...terms, exit: years}).logLik).toBeCloseTo(coxph({...terms, exit: lung.time}).logLik, 11);
});
