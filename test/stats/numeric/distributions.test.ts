import {expect, test} from "vitest";
import {normalLower, normalUpper} from "../../../src/stats/numeric/normal.js";
import oracle from "../../oracle/distributions.json" with {type: "json"};
import exact from "../../oracle/distributionsExact.json" with {type: "json"};
import {agreeingDigits, expectAgreement} from "../../witness.js";
import {distributions} from "./distributions.js";

type Side = "lower" | "upper";
interface Group {
  parameters: number[];
  tails: Record<"x" | "lower" | "upper" | "logLower" | "logUpper", (number | null)[]>;
  quantiles: Record<"p" | Side, (number | null)[]>;
}

const sides = ["lower", "upper"] as const;
const reaches = "both tails down to 1e-300, parameters up to 1e9";
const r = `R ${oracle.versions.R}`;
const groupsOf = (name: string) => (oracle as unknown as Record<string, Group[]>)[name];
const column = (side: Side, asLog: boolean) => (asLog ? (side === "lower" ? "logLower" : "logUpper") : side);

/** The exact tails of a point, as the columns of the oracle name them. */
const exactly = new Map(
  (exact.points as [string, number[], number, number, number, number, number][]).map(
    ([name, parameters, x, lower, upper, logLower, logUpper]) => [
      `${name} ${parameters} ${x}`,
      {parameters, x, lower, upper, logLower, logUpper}
    ]
  )
);

for (const [name, ours] of Object.entries(distributions)) {
  for (const side of sides)
    for (const asLog of [false, true]) {
      const figure = `${asLog ? "log of the " : ""}${side} tail`;
      const estimator = `${name}${side === "lower" ? "Lower" : "Upper"}`;
      test(`${estimator}, ${figure}, matches 60-digit arithmetic and R's ${ours.p} to 12 digits (R)`, () => {
        const points = [...exactly].filter(([key]) => key.startsWith(`${name} `)).map(([, point]) => point);
        const key = column(side, asLog);
        expectAgreement(
          {
            estimator,
            figure,
            peer: `60-digit arithmetic, mpmath ${exact.versions.mpmath}`,
            data: reaches,
            digits: 13
          },
          points.map(({x, parameters}) => ours[side](x, parameters, asLog)),
          points.map((point) => point[key])
        );
        const agreeing: [number, number][] = [];
        const erring: [number, number][] = [];
        for (const {parameters, tails} of groupsOf(name))
          tails.x.forEach((x, i) => {
            const value = ours[side](x!, parameters, asLog);
            const theirs = tails[key][i] ?? Number.NaN;
            const truth = exactly.get(`${name} ${parameters} ${x}`)?.[key];
            // R errs where exact arithmetic says so, and nowhere else is it excused.
            if (truth !== undefined && agreeingDigits(theirs, truth) < 12) erring.push([value, theirs]);
            else agreeing.push([value, theirs]);
          });
        const witness = {estimator, figure, peer: `${r}, ${ours.p}`, data: reaches};
        expectAgreement(
          {...witness, digits: 12},
          agreeing.map(([value]) => value),
          agreeing.map(([, theirs]) => theirs)
        );
        if (erring.length > 0)
          expectAgreement(
            {
              ...witness,
              data: `${erring.length} points of ${agreeing.length + erring.length} where R errs beyond 1e-12`,
              digits: 0,
              because:
                "60-digit arithmetic gives our digits there; R's pbeta loses them for a large and a small parameter"
            },
            erring.map(([value]) => value),
            erring.map(([, theirs]) => theirs)
          );
      });
    }

  for (const side of sides) {
    const estimator = `${name}Quantile`;
    const figure = `quantile of the ${side} tail`;
    test(`${estimator}, ${side} tail, matches R's ${ours.q}, and its tail is p (R)`, () => {
      const agreeing: [number, number][] = [];
      const erring: [number, number][] = [];
      for (const {parameters, quantiles} of groupsOf(name))
        quantiles.p.forEach((p, i) => {
          const value = ours.quantile(p!, parameters, side === "upper");
          const theirs = quantiles[side][i] ?? Number.NaN;
          // A quantile that rounds to an end of the support is judged by the double next to it.
          const inside = (x: number) =>
            x === Infinity
              ? Number.MAX_VALUE
              : x === 0
                ? 2.2250738585072014e-308
                : x === 1 && name === "beta"
                  ? 1 - 2 ** -53
                  : x;
          const miss = (x: number) =>
            Number.isNaN(x) ? Infinity : Math.abs(ours[side](inside(x), parameters, true) - Math.log(p!));
          const better = miss(value) < miss(theirs);
          (agreeingDigits(value, theirs) < 12 && better ? erring : agreeing).push([value, theirs]);
        });
      const witness = {estimator, figure, peer: `${r}, ${ours.q}`, data: "p from 1/2 to 1e-300"};
      expectAgreement(
        {...witness, digits: 12},
        agreeing.map(([value]) => value),
        agreeing.map(([, theirs]) => theirs)
      );
      if (erring.length > 0)
        expectAgreement(
          {
            ...witness,
            data: `${erring.length} probabilities of ${agreeing.length + erring.length} where R errs beyond 1e-12`,
            digits: 0,
            because: "the tail beyond R's quantile is farther from p than beyond ours"
          },
          erring.map(([value]) => value),
          erring.map(([, theirs]) => theirs)
        );
    });
  }
}

test("normalLower's logarithm matches R's far beyond the range of doubles (R)", () => {
  const {z, logLower} = oracle.normalFar;
  expectAgreement(
    {
      estimator: "normalLower",
      figure: "log of the lower tail",
      peer: `${r}, pnorm`,
      data: "z from -38.5 to -1e8",
      digits: 15
    },
    z.map((value) => normalLower(value, true)),
    logLower
  );
});

test("Both tails of a distribution add up to 1 (law)", () => {
  for (const [name, {lower, upper}] of Object.entries(distributions))
    for (const {parameters, tails} of groupsOf(name))
      for (const x of tails.x) {
        const total = lower(x!, parameters, false) + upper(x!, parameters, false);
        expect(Math.abs(total - 1)).toBeLessThan(3e-16);
      }
  expect(normalLower(0)).toBe(0.5);
  expect(normalUpper(0)).toBe(0.5);
});

test("A quantile's tail is p again, to the conditioning of the tail (law)", () => {
  for (const [name, {lower, upper, quantile}] of Object.entries(distributions)) {
    if (name === "poisson" || name === "binomial") continue;
    for (const {parameters} of groupsOf(name))
      for (const p of [1e-290, 1e-30, 1e-3, 0.2, 0.5, 0.8, 0.999])
        for (const side of sides) {
          const x = quantile(p, parameters, side === "upper");
          const tail = side === "lower" ? lower : upper;
          // The quantile is the double next to the root: the doubles beside it have tails on either side of p.
          const [a, b] = [x * (1 - 1e-14), x * (1 + 1e-14)].map(
            (at) => tail(at, parameters, true) - Math.log(p)
          );
          if (x !== 0 && Number.isFinite(x) && x !== 1)
            expect(a * b, `${name} ${parameters} ${p} ${side}`).toBeLessThanOrEqual(1e-24);
        }
  }
});
