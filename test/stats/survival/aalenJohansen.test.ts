import {expect, test} from "vitest";
import {aalenJohansen, type IncidenceCurve} from "../../../src/stats/survival/aalenJohansen.js";
import {kaplanMeier} from "../../../src/stats/survival/kaplanMeier.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

const {mgus2} = oracle("survivalData");
const theirs = oracle("survivalCurves").mgus2;

test("aalenJohansen of 5 subjects in fractions, with multinomial variance (by hand)", () => {
  const [curve] = aalenJohansen({exit: [1, 2, 2, 3, 4], cause: [1, 2, 1, 0, 1]});
  const witness = {estimator: "aalenJohansen", peer: "by hand", data: "five subjects", digits: 14};
  expectAgreement({...witness, figure: "incidence, cause 1"}, curve.causes[0].estimate, [
    1 / 5,
    2 / 5,
    2 / 5,
    4 / 5
  ]);
  expectAgreement({...witness, figure: "incidence, cause 2"}, curve.causes[1].estimate, [
    0,
    1 / 5,
    1 / 5,
    1 / 5
  ]);
  // Until the first censoring it is a share of 5: variance p(1 − p)/5.
  expectAgreement({...witness, figure: "standard errors"}, curve.causes[0].se.slice(0, 2), [
    Math.sqrt(4 / 125),
    Math.sqrt(6 / 125)
  ]);
});

const cases: [string, () => IncidenceCurve[]][] = [
  ["log", () => aalenJohansen({exit: mgus2.time, cause: mgus2.cause})],
  [
    "male",
    () => aalenJohansen({exit: mgus2.time, cause: mgus2.cause, group: mgus2.male}, {interval: "log-log"})
  ],
  ["late", () => aalenJohansen({entry: theirs.late.entry, exit: theirs.late.exit, cause: mgus2.cause})],
  [
    "weighted",
    () => aalenJohansen({exit: mgus2.time, cause: mgus2.cause, weights: theirs.weights}, {interval: "plain"})
  ]
];

test.for(cases)("aalenJohansen matches survfit of several states on mgus2, %s (R)", ([name, estimate]) => {
  const curves = estimate();
  const expected = theirs[name];
  const rows = (column: (curve: IncidenceCurve) => Float64Array) =>
    curves.flatMap((curve) => Array.from(column(curve))).filter((_, k) => k % expected.every === 0);
  const peer = {
    estimator: "aalenJohansen",
    peer: "R survival 3.5-3, survfit",
    data: `mgus2, ${name}`,
    digits: 10
  };
  expectAgreement(
    {...peer, figure: "times"},
    rows((curve) => curve.time),
    expected.time
  );
  const states = [
    (curve: IncidenceCurve) => curve.free,
    ...[0, 1].map((c) => (curve: IncidenceCurve) => curve.causes[c])
  ];
  states.forEach((state, s) => {
    for (const [ours, figure] of [
      ["estimate", "pstate"],
      ["se", "se"],
      ["lower", "lower"],
      ["upper", "upper"]
    ] as const)
      expectAgreement(
        {...peer, figure: `${figure}, state ${s}`},
        rows((curve) => state(curve)[ours]),
        expected[figure][s]
      );
  });
});

test("aalenJohansen's incidences and free probability add to 1, and free is Kaplan–Meier's with Greenwood's error (law)", () => {
  const [curve] = aalenJohansen({exit: mgus2.time, cause: mgus2.cause});
  const [any] = kaplanMeier({exit: mgus2.time, event: mgus2.cause.map((c: number) => Number(c > 0))});
  for (let k = 0; k < curve.time.length; ++k)
    expect(curve.free.estimate[k] + curve.causes[0].estimate[k] + curve.causes[1].estimate[k]).toBeCloseTo(
      1,
      13
    );
  expect(curve.free.estimate).toEqual(any.surv);
  expectAgreement(
    {
      estimator: "aalenJohansen",
      figure: "standard errors of no event",
      peer: "law: Greenwood",
      data: "mgus2",
      digits: 10
    },
    curve.free.se.slice(0, -1),
    any.se.slice(0, -1)
  );
});

test("aalenJohansen names what is wrong (by hand)", () => {
  expect(() => aalenJohansen({exit: [1], cause: [-1]})).toThrow(
    "cause must be a whole number ≥ 0; got -1 in row 0"
  );
  expect(() => aalenJohansen({exit: [1], cause: [0]})).toThrow("cause must hold an event; got none");
});
