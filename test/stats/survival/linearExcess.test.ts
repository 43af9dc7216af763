import {expect, test} from "vitest";
import {type CoxData, coxph} from "../../../src/stats/survival/coxph.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const data: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalExcess");
const F = (values: number[]) => Float64Array.from(values);
const {colon, pbcseq, veteran} = data;
const rotterdam = Object.fromEntries(
  Object.entries(data.rotterdam).map(([k, v]) => [k, v.filter((_, i) => i % 3 === 0)])
) as Columns;

const cases: Record<string, CoxData> = {
  colon: {
    exit: colon.time,
    event: colon.event,
    excess: {dose: [{name: "nodes", values: F(colon.nodes)}]},
    loglinear: design(colon, "lev", "lev5fu", "age")
  },
  colonStrata: {
    exit: colon.time,
    event: colon.event,
    strata: colon.differ,
    excess: {dose: ["nodes", "obstruct"].map((name) => ({name, values: F(colon[name])}))},
    loglinear: design(colon, "age")
  },
  pbcseq: {
    entry: pbcseq.tstart,
    exit: pbcseq.tstop,
    event: pbcseq.event,
    excess: {dose: F(pbcseq.edema), modifiers: design(pbcseq, "trt")},
    loglinear: design(pbcseq, "age", "albumin")
  },
  rotterdam: {
    exit: rotterdam.time,
    event: rotterdam.event,
    excess: {
      dose: F(rotterdam.nodes),
      modifiers: design({...rotterdam, high: rotterdam.grade.map((g) => g - 2)}, "meno", "high")
    },
    loglinear: design(rotterdam, "hormon")
  },
  veteran: {exit: veteran.time, event: veteran.event, excess: {dose: F(veteran.months)}}
};
cases.colonBreslow = cases.colon;

test.for(Object.keys(cases))(
  "coxph with a linear excess maximises the likelihood written by hand on %s (R)",
  (name) => {
    const theirs = witness[name];
    const fit = coxph(cases[name], {
      ties: theirs.ties,
      interval: {level: 0.95, methods: ["wald", "profile"]}
    });
    const about = {
      estimator: "coxph, linear excess",
      peer: "R optim and Newton on the partial likelihood by hand",
      data: name
    };
    expect(fit).toMatchObject({converged: true, warnings: []});
    const digits = 10;
    expectAgreement(
      {...about, digits, figure: "estimates"},
      fit.parameters.map((row) => row.estimate),
      [theirs.estimate].flat()
    );
    expectAgreement(
      {...about, digits: 8, figure: "standard errors"},
      fit.parameters.map((row) => row.se),
      [theirs.se].flat()
    );
    expectAgreement(
      {...about, digits: 12, figure: "log-likelihoods"},
      [fit.logLik, fit.nullLogLik],
      [theirs.logLik, theirs.nullLogLik]
    );
    const profile = fit.parameters[0].profile!;
    expect(profile.status.upper).toBe("ok");
    expectAgreement({...about, digits: 8, figure: "upper profile bound"}, profile.upper, theirs.upper);
    if (Number.isFinite(theirs.lower))
      expectAgreement({...about, digits: 8, figure: "lower profile bound"}, profile.lower, theirs.lower);
    else expect(profile.status.lower).toBe("boundary");
  }
);

test("coxph in mGy gives β/1000 and the same log-likelihood (law)", () => {
  const scaled = coxph({...cases.colon, excess: {dose: F(colon.nodes.map((d) => 1000 * d))}});
  const fit = coxph(cases.colon);
  expect(scaled.logLik).toBeCloseTo(fit.logLik, 9);
  expect(1000 * scaled.parameters[0].estimate).toBeCloseTo(fit.parameters[0].estimate, 11);
  expect(1000 * scaled.parameters[0].se).toBeCloseTo(fit.parameters[0].se, 11);
});

test("coxph with a linear excess tends to the log-linear fit as effects tend to 0 (law)", () => {
  // Doses so small that 1 + βd and exp(βd) agree: the slopes differ by terms of order βd.
  const n = 400;
  const dose = Array.from({length: n}, (_, i) => ((i * 37) % 101) * 1e-2);
  const exit = Array.from({length: n}, (_, i) => 1 + ((i * 7919) % 1009));
  const event = exit.map(() => 1);
  const linear = coxph({exit, event, excess: {dose: F(dose)}}).parameters[0];
  const exponential = coxph({exit, event, loglinear: design({dose}, "dose")}).parameters[0];
  expect(Math.abs(exponential.estimate)).toBeLessThan(0.3);
  expect(Math.abs(Math.log1p(linear.estimate * 0.5) - exponential.estimate * 0.5)).toBeLessThan(0.02);
  expect(linear.se / (1 + linear.estimate * 0.5) / exponential.se).toBeCloseTo(1, 1);
});

test("coxph says where an estimate or a bound ends at −1/max dose (by hand)", () => {
  const slope = (event: number[]) =>
    coxph(
      {exit: [1, 2, 3, 4, 5, 6], event, excess: {dose: F([0, 1, 0, 1, 0, 2])}},
      {interval: {level: 0.95, methods: ["wald", "profile"]}}
    );
  const edge = slope([1, 1, 1, 1, 1, 0]);
  expect(edge.parameters[0]).toMatchObject({estimate: -0.5, se: NaN});
  expect(edge.parameters[0].profile).toMatchObject({lower: -0.5, status: {lower: "boundary", upper: "ok"}});
  expect(edge.warnings).toEqual([
    "dose: the estimate lies where a relative risk would be 0, the edge of what is possible; it has no standard error"
  ]);
});

test("coxph bounds other terms beside an excess at its edge as with the excess given there (law)", () => {
  const n = 200;
  const exit = Array.from({length: n}, (_, i) => i + 1);
  const event = exit.map((_, i) => Number(i % 20 === 1));
  // No event has a dose, and none has x.
  const dose = F(exit.map((_, i) => (event[i] ? 0 : i === n - 1 ? 1 : ((i * 13) % 7) / 7)));
  const column = (f: (i: number) => boolean) => F(exit.map((_, i) => Number(f(i))));
  const loglinear = {
    names: ["x", "y"],
    columns: [column((i) => (i * 7) % 5 < 2), column((i) => (i * 11) % 13 < 4)]
  };
  const interval = {level: 0.95, methods: ["wald" as const, "profile" as const]};
  const edge = coxph({exit, event, excess: {dose}, loglinear}, {interval}).parameters;
  expect(edge[0].estimate).toBe(-1);
  const offset = dose.map((d) => Math.log(1 - (1 - 1e-9) * d));
  const given = coxph({exit, event, offset, loglinear}, {interval}).parameters;
  expect(edge[1].profile!.status).toEqual({lower: "not determined", upper: "ok"});
  expect(edge[2].profile!.status).toEqual({lower: "ok", upper: "ok"});
  expect(edge[2].estimate).toBeCloseTo(given[1].estimate, 7);
  for (const [k, side] of [
    [1, "upper"],
    [2, "lower"],
    [2, "upper"]
  ] as const)
    expect(edge[k].profile![side]).toBeCloseTo(given[k - 1].profile![side], 7);
});

test("coxph of one event whose dose is the mean of those at risk, ℓ = −log 3 whatever β: no bound (by hand)", () => {
  const flat = coxph(
    {exit: [1, 2, 3, 4, 5, 6], event: [0, 0, 0, 1, 0, 0], excess: {dose: F([0, 1, 0, 1, 0, 2])}},
    {interval: {level: 0.95, methods: ["wald", "profile"]}}
  );
  expect(flat.logLik).toBeCloseTo(-Math.log(3), 14);
  const {lower, upper, status} = flat.parameters[0].profile!;
  expect([lower, upper]).toEqual([-0.5, Infinity]);
  expect(status).toEqual({lower: "boundary", upper: "not determined"});
  expect(flat.warnings).toEqual(["dose: the likelihood is flat, all its values fit alike"]);
});

test("coxph calls a slope that the likelihood does not bound unbounded, not monotone (by hand)", () => {
  // Each event has the greatest dose of its risk set: ℓ = log((1 + 3β)/(4 + 6β)) + log((1 + 2β)/(3 + 3β)) → −log 3.
  const fit = coxph(
    {exit: [1, 2, 3, 4], event: [1, 1, 0, 0], excess: {dose: F([3, 2, 1, 0])}},
    {interval: {methods: ["wald", "profile"]}}
  );
  expect(fit.parameters[0].estimate).toBe(Infinity);
  expect(fit.parameters[0].profile!.status.upper).toBe("not determined");
  expect(fit.logLik).toBeCloseTo(-Math.log(3), 7);
  expect(fit.warnings).toEqual([
    "dose: its estimate is unbounded: the likelihood rises for as long as it grows"
  ]);
});

test("coxph names what is wrong with a dose (by hand)", () => {
  const subjects = {exit: [1, 2, 3], event: [1, 1, 0]};
  expect(() => coxph({...subjects, excess: {dose: F([0, -1, 0])}})).toThrow(
    "dose must be ≥ 0; got -1 in row 1"
  );
  expect(() => coxph({...subjects, excess: {dose: F([0, NaN, 0])}})).toThrow(
    "dose must be finite; got NaN in row 1"
  );
  expect(() => coxph({...subjects, excess: {dose: F([0, 1])}})).toThrow("dose must have 3 rows; got 2");
  const constant = coxph({...subjects, excess: {dose: F([2, 2, 2])}});
  expect(constant.warnings).toContain("dose is constant and is left out");
});
