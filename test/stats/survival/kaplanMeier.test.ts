import {expect, test} from "vitest";
import {kaplanMeier} from "../../../src/stats/survival/kaplanMeier.js";
import type {SurvivalCurve} from "../../../src/stats/survival/survivalCurve.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

const curves = oracle("survivalCurves");
const data = oracle("survivalData");
const columns = [
  "time",
  "nRisk",
  "nEvent",
  "nCensor",
  "surv",
  "cumHaz",
  "se",
  "seCumHaz",
  "lower",
  "upper"
] as const;
const end = (curve: SurvivalCurve[], name: keyof SurvivalCurve) =>
  curve.flatMap((one) => Array.from(one[name]));

test("kaplanMeier of 7 subjects with ties, by Greenwood in fractions (by hand)", () => {
  const [curve] = kaplanMeier({exit: [1, 2, 2, 3, 5, 5, 7], event: [1, 1, 0, 0, 1, 1, 1]});
  expect(Array.from(curve.time)).toEqual([1, 2, 3, 5, 7]);
  expect(Array.from(curve.nRisk)).toEqual([7, 6, 4, 3, 1]);
  expect(Array.from(curve.nEvent)).toEqual([1, 1, 0, 2, 1]);
  expect(Array.from(curve.nCensor)).toEqual([0, 1, 1, 0, 0]);
  const surv = [6 / 7, 5 / 7, 5 / 7, 5 / 21, 0];
  const log = [1 / 42, 1 / 42 + 1 / 30, 1 / 42 + 1 / 30, 1 / 42 + 1 / 30 + 2 / 3];
  const witness = {estimator: "kaplanMeier", peer: "by hand", data: "seven subjects", digits: 15};
  expectAgreement({...witness, figure: "survival"}, curve.surv, surv);
  expectAgreement(
    {...witness, figure: "standard errors"},
    curve.se.slice(0, 4),
    log.map((v, k) => surv[k] * Math.sqrt(v))
  );
  expectAgreement({...witness, figure: "cumulative hazard"}, curve.cumHaz, [
    1 / 7,
    13 / 42,
    13 / 42,
    41 / 42,
    83 / 42
  ]);
  expect([curve.se[4], curve.lower[4], curve.upper[4]]).toEqual([NaN, NaN, NaN]);
});

test.for(["lung", "jasa", "heart", "veteran", "veteran counts"])(
  "kaplanMeier matches survfit on %s (R)",
  (name) => {
    const {lung, jasa, heart, veteran} = data;
    const years = (days: number[]) => days.map((day) => day / 365.25);
    const ours = {
      lung: () => kaplanMeier({exit: lung.time, event: lung.event, group: lung.sex}),
      jasa: () => kaplanMeier({exit: jasa.time, event: jasa.event, group: jasa.transplant}),
      heart: () => kaplanMeier({entry: years(heart.tstart), exit: years(heart.tstop), event: heart.event}),
      veteran: () => kaplanMeier({exit: veteran.time, event: veteran.event, weights: curves.veteran.weights}),
      "veteran counts": () =>
        kaplanMeier({exit: veteran.time, event: veteran.event, weights: curves.veteran.caseWeights})
    }[name]!();
    const theirs = name === "veteran counts" ? curves.veteran.counts : curves[name].log;
    for (const column of columns)
      expectAgreement(
        {estimator: "kaplanMeier", figure: column, peer: "R survival 3.5-3, survfit", data: name, digits: 11},
        end(ours, column),
        theirs[column]
      );
  }
);

test("kaplanMeier's plain and log-log bounds match survfit on lung (R)", () => {
  const {time, event, sex} = data.lung;
  for (const [name, interval, level] of [
    ["plain", "plain", 0.95],
    ["loglog", "log-log", 0.9]
  ] as const) {
    const ours = kaplanMeier({exit: time, event, group: sex}, {interval, level});
    for (const side of ["lower", "upper"] as const)
      expectAgreement(
        {
          estimator: "kaplanMeier",
          figure: `${side} bound, ${interval}`,
          peer: "R survival 3.5-3, survfit",
          data: "lung",
          digits: 11
        },
        end(ours, side),
        curves.lung[name][side]
      );
  }
});

test("kaplanMeier of rows split in two, the second entering late, is the same (law)", () => {
  const {time, event} = data.lung;
  const half = time.map((t: number) => Math.floor(t / 2));
  const split = kaplanMeier({
    entry: [...time.map(() => 0), ...half],
    exit: [...half.map((t: number) => Math.max(t, 1e-3)), ...time],
    event: [...time.map(() => 0), ...event]
  })[0];
  const [whole] = kaplanMeier({exit: time, event});
  const atEvents = (curve: SurvivalCurve) => Array.from(curve.surv).filter((_, k) => curve.nEvent[k] > 0);
  expect(atEvents(split)).toEqual(atEvents(whole));
});

test("kaplanMeier names what is wrong (by hand)", () => {
  expect(() => kaplanMeier({exit: [], event: []})).toThrow("exit must hold a row; got none");
  expect(() => kaplanMeier({exit: [1, 2], event: [1]})).toThrow("event must have 2 rows as exit has; got 1");
  expect(() => kaplanMeier({exit: [1, NaN], event: [1, 0]})).toThrow("exit must be finite; got NaN in row 1");
  expect(() => kaplanMeier({exit: [1, 2], event: [1, 2]})).toThrow("event must be 0 or 1; got 2 in row 1");
  expect(() => kaplanMeier({entry: [0, 2], exit: [1, 2], event: [1, 1]})).toThrow(
    "exit must be > entry; got 2 ≤ 2 in row 1"
  );
  expect(() => kaplanMeier({exit: [1], event: [1], weights: [-1]})).toThrow(
    "weights must be ≥ 0; got -1 in row 0"
  );
  expect(() => kaplanMeier({exit: [1], event: [1], group: [0.5]})).toThrow(
    "group must be a whole number ≥ 0; got 0.5 in row 0"
  );
  expect(() => kaplanMeier({exit: [1], event: [1]}, {level: 95})).toThrow(
    "level must lie between 0 and 1; got 95"
  );
});
