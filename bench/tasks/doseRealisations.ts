import {stream} from "../../loaders/synthetic/stream.js";
import {ensemble} from "../../src/stats/dose/ensemble.js";
import {drawDoses} from "../../src/stats/dose/errorModel.js";
import {modelAveraging} from "../../src/stats/dose/modelAveraging.js";
import {monteCarloLikelihood} from "../../src/stats/dose/monteCarloLikelihood.js";
import {rateLikelihood} from "../../src/stats/dose/rateLikelihood.js";
import type {Realisations} from "../../src/stats/dose/realisations.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

const realisations = 1000;

/**
 * Persons, some five hundred of them cases whatever their number, two covariates and a recorded dose; in twenty
 * centres that share a part of its error.
 */
function persons(size: number): Record<string, Float64Array> & {centre: Int32Array} {
  const random = stream(6, "bench dose realisations");
  const names = ["cases", "x1", "x2", "recorded"] as const;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(size)]));
  const centre = new Int32Array(size);
  for (let i = 0; i < size; ++i) {
    columns.x1[i] = random.uniform() < 0.5 ? 1 : 0;
    columns.x2[i] = random.uniform() < 0.2 ? 1 : 0;
    columns.recorded[i] = exp(random.normal() - 0.5);
    centre[i] = Math.floor(20 * random.uniform());
    let left =
      (5e3 / size) * exp(-3 + 0.4 * columns.x1[i] - 0.3 * columns.x2[i]) * (1 + 0.8 * columns.recorded[i]);
    while ((left -= random.exponential()) > 0) columns.cases[i] += 1;
  }
  return {...columns, centre} as ReturnType<typeof persons>;
}

/** Doses drawn about the recorded ones, realisation by realisation. */
function draws({recorded, centre}: Columns): Realisations {
  return drawDoses(
    {
      recorded: recorded as Float64Array,
      errors: [
        {name: "person", kind: "berkson", sdLog: 0.25},
        {name: "centre", kind: "berkson", sdLog: 0.1, shared: centre as Int32Array}
      ]
    },
    realisations,
    (error, realisation, block) => stream(6, `${error} ${realisation}`, block).uniform
  );
}

/** The same with all doses in one column, realisation after realisation. */
function withDoses(size: number): Columns {
  const columns = persons(size);
  const {read, count} = draws(columns);
  const doses = new Float64Array(size * count);
  for (let r = 0; r < count; ++r) read(r, doses.subarray(r * size, (r + 1) * size));
  return {...columns, doses};
}

function model({cases, x1, x2}: Columns) {
  const loglinear = {names: ["x1", "x2"], columns: [x1, x2] as Float64Array[]};
  return rateLikelihood({cases: cases as Float64Array, loglinear});
}

function given(columns: Columns) {
  const doses = columns.doses as Float64Array;
  const rows = columns.cases.length;
  const read = (r: number, into: Float64Array) => into.set(doses.subarray(r * rows, (r + 1) * rows));
  return ensemble(model(columns), {count: realisations, rows, read});
}

/** Estimates and standard errors in ameras's order: intercept, covariates, dose. */
function numbers(parameters: readonly {estimate: number; se: number}[]): number[] {
  const [dose, ...others] = parameters;
  const all = [...others, dose];
  return [...all.map(({estimate}) => estimate), ...all.map(({se}) => se)];
}

export const doseMonteCarlo: Task = {
  name: "dose-mcml",
  title: "Poisson regression on 1,000 realisations of dose: Monte Carlo maximum likelihood",
  sizes: [5e3],
  generate: withDoses,
  work: (columns) => () => numbers(monteCarloLikelihood(given(columns)).parameters),
  digits: 3,
  peers: [{name: "ameras::ameras", script: "amerasMcml.R"}]
};

export const doseAveraging: Task = {
  name: "dose-fma",
  title:
    "Poisson regression on 1,000 realisations of dose: frequentist model averaging; ameras draws from the mixture, so digits are few",
  sizes: [5e3],
  generate: withDoses,
  work: (columns) => () => numbers(modelAveraging(given(columns)).parameters),
  digits: 2,
  peers: [{name: "ameras::ameras", script: "amerasFma.R"}]
};

export const doseStreamed: Task = {
  name: "dose-streamed",
  title:
    "Poisson regression on 1,000 realisations of dose, drawn as they are needed and never all in memory: Monte Carlo maximum likelihood and model averaging in turn; no other program does it",
  sizes: [5e3, 5e4, 1e6],
  generate: persons,
  work: (columns) => () => {
    const all = ensemble(model(columns), draws(columns));
    return [...numbers(monteCarloLikelihood(all).parameters), ...numbers(modelAveraging(all).parameters)];
  },
  digits: 7,
  peers: []
};
