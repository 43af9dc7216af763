import {meta} from "../../src/stats/meta/meta.js";
import * as elementary from "../../src/stats/numeric/elementary.js";
import {tabulate} from "../../src/stats/persontime/tabulate.js";
import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {sir} from "../../src/stats/sir/sir.js";
import {coxph} from "../../src/stats/survival/coxph.js";
import {fineGray} from "../../src/stats/survival/fineGray.js";
import {kaplanMeier} from "../../src/stats/survival/kaplanMeier.js";
import {distributions} from "../stats/numeric/distributions.js";
import {randomCohort, uniform} from "../stats/persontime/cohorts.js";

/** What is computed in every engine, by name: all numbers whose bits must be the same. */
export const battery: Record<string, () => Float64Array> = {
  ...Object.fromEntries(
    Object.entries(elementary).map(([name, f]) => [
      name,
      () => elementaryValues(name, f as (...x: number[]) => number)
    ])
  ),
  ...Object.fromEntries(Object.keys(distributions).map((name) => [name, () => distributionValues(name)])),
  tabulate: () =>
    numbersIn(
      tabulate(randomCohort(2000, 71), {
        scales: {age: [1, 5, 10], year: [1960, 1985]},
        dose: {lagYears: 2, breaks: [0, 10, 40]}
      })
    ),
  // Without a status the walk is in WebAssembly.
  tabulateLong: () =>
    numbersIn(
      tabulate(
        {...randomCohort(2000, 71), status: undefined},
        {scales: {age: [1, 5, 10], year: [1960, 1985]}, dose: {lagYears: 2, breaks: [0, 10, 40]}}
      )
    ),
  sir: () => numbersIn(sir(17, 9.3, {method: "mid-p", pyr: 1e5})),
  meta: () => numbersIn(meta([0.3, 0.7, 0.1, 1.2], [0.2, 0.4, 0.1, 0.6], {hartungKnapp: true})),
  poissonRegression: () => numbersIn(poissonRegression(cells(), {interval: {methods: ["wald", "profile"]}})),
  // Linear and long, so that its loops are in WebAssembly too.
  poissonRegressionLong: () => {
    const {excess, ...rest} = cells(6000);
    const {kind, dose} = excess;
    return numbersIn(poissonRegression({...rest, excess: {kind, dose}}, {interval: {methods: ["profile"]}}));
  },
  kaplanMeier: () => numbersIn(kaplanMeier(subjects(), {interval: "log-log"})),
  coxph: () => numbersIn({...coxph(subjects(), {interval: {methods: ["wald", "profile"]}}), data: undefined}),
  // So many rows that the loops over them are in WebAssembly.
  coxphLong: () => numbersIn({...coxph(subjects(6000)), data: undefined}),
  coxphExcess: () => {
    const {loglinear, ...rest} = subjects();
    const dose = loglinear.columns[0].map((x) => x * x);
    return numbersIn({...coxph({...rest, excess: {dose}}), data: undefined});
  },
  fineGray: () => {
    const {exit, event, loglinear} = subjects();
    const cause = Float64Array.from(event, (e, i) => (e === 1 ? 1 + (i % 2) : 0));
    return numbersIn(fineGray({exit, cause, loglinear}));
  }
};

function elementaryValues(name: string, f: (...x: number[]) => number): Float64Array {
  const next = uniform(72);
  const positive = name === "log" || name === "log1p" || name === "pow";
  return Float64Array.from({length: 100_000}, (_, i) => {
    const size = elementary.exp((i % 2 === 0 ? 6 : 60) * (next() - 0.5));
    const x = positive || next() < 0.5 ? size : -size;
    return name === "pow" ? f(x, 20 * (next() - 0.5)) : f(x);
  });
}

function distributionValues(name: string): Float64Array {
  const next = uniform(73);
  const {lower, upper, quantile} = distributions[name];
  const values: number[] = [];
  for (let i = 0; i < 400; ++i) {
    const size = elementary.exp(15 * next());
    const parameters =
      name === "binomial" ? [Math.ceil(size), next()] : [size / 4 + 0.1, elementary.exp(8 * next())];
    const p = elementary.exp(-(i % 2 === 0 ? 3 : 600) * next());
    const x = quantile(p, parameters, i % 3 === 0);
    const inside = Number.isFinite(x) ? x * (1 + 0.01 * next()) : 0.5;
    values.push(
      x,
      lower(inside, parameters, false),
      upper(inside, parameters, false),
      lower(inside, parameters, true),
      upper(inside, parameters, true)
    );
  }
  return Float64Array.from(values);
}

function cells(size = 600) {
  const next = uniform(74);
  const column = (make: (i: number) => number) => Float64Array.from({length: size}, (_, i) => make(i));
  const pyr = column(() => 50 + 1000 * next());
  const dose = column(() => (next() < 0.3 ? 0 : 2 * next()));
  const sex = column((i) => i % 2);
  return {
    cases: column((i) => Math.floor(pyr[i] * 0.004 * (1 + 0.8 * dose[i]) + next())),
    pyr,
    strata: Int32Array.from({length: size}, (_, i) => i % 30),
    excess: {kind: "relative" as const, dose, modifiers: {names: ["sex"], columns: [sex]}}
  };
}

function subjects(size = 1500) {
  const next = uniform(75);
  const column = (make: (i: number) => number) => Float64Array.from({length: size}, (_, i) => make(i));
  const [x, y] = [column(() => 2 * next() - 1), column(() => (next() < 0.4 ? 1 : 0))];
  const entry = column(() => Math.floor(200 * next()));
  return {
    entry,
    exit: column(
      (i) =>
        entry[i] +
        1 +
        Math.floor(-900 * elementary.log(1 - next()) * elementary.exp(-0.6 * x[i] + 0.3 * y[i]))
    ),
    event: column(() => (next() < 0.6 ? 1 : 0)),
    strata: Int32Array.from({length: size}, (_, i) => i % 3),
    loglinear: {names: ["x", "y"], columns: [x, y]}
  };
}

/** All numbers of a result, in the order of its keys. */
function numbersIn(value: unknown): Float64Array {
  const found: number[] = [];
  const visit = (part: unknown): void => {
    if (typeof part === "number") found.push(part);
    else if (ArrayBuffer.isView(part))
      for (const number of part as unknown as Iterable<number>) found.push(number);
    else if (part !== null && typeof part === "object") for (const inner of Object.values(part)) visit(inner);
  };
  visit(value);
  return Float64Array.from(found);
}
