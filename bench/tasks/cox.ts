import {stream} from "../../loaders/synthetic/stream.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {coxph} from "../../src/stats/survival/coxph.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

const effects = [0.5, -0.3, 0.2, 0.1, -0.4];
const names = effects.map((_, k) => `x${k + 1}`);

/** Five covariates, two of them binary, and what they do to the log of the hazard. */
function covariates(random: ReturnType<typeof stream>): number[] {
  return effects.map((_, k) => (k < 3 ? random.normal() : random.uniform() < 0.4 ? 1 : 0));
}

const risk = (x: readonly number[]) => x.reduce((sum, value, k) => sum + value * effects[k], 0);

/** Subjects followed in whole days; some 5 % have the event. */
function rightCensored(size: number): Columns {
  const random = stream(3, "bench cox");
  const columns = names.map(() => new Float64Array(size));
  const [exit, event] = [new Float64Array(size), new Int32Array(size)];
  for (let i = 0; i < size; ++i) {
    const x = covariates(random);
    x.forEach((value, k) => {
      columns[k][i] = value;
    });
    const failure = (random.exponential() * 120_000) / exp(risk(x));
    const end = 1 + Math.floor(10_957 * random.uniform());
    exit[i] = 1 + Math.floor(Math.min(failure, end));
    event[i] = failure <= end ? 1 : 0;
  }
  return {exit, event, ...Object.fromEntries(names.map((name, k) => [name, columns[k]]))};
}

/** Persons in five rows each, (tstart, tstop], their first covariate growing from row to row. */
function startStop(size: number): Columns {
  const random = stream(4, "bench cox start-stop");
  const columns = names.map(() => new Float64Array(size));
  const [entry, exit, event] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
  const id = new Int32Array(size);
  let row = 0;
  for (let person = 0; row < size; ++person) {
    const x = covariates(random);
    let at = Math.floor(5000 * random.uniform());
    for (let k = 0; k < 5 && row < size; ++k, ++row) {
      const length = 1 + Math.floor(2000 * random.uniform());
      const failure = Math.floor((random.exponential() * 120_000) / exp(risk(x)));
      id[row] = person;
      entry[row] = at;
      exit[row] = at + Math.min(length, 1 + failure);
      event[row] = 1 + failure <= length ? 1 : 0;
      x.forEach((value, j) => {
        columns[j][row] = value;
      });
      at = exit[row];
      x[0] += 0.2 * random.uniform();
      if (event[row] === 1) k = 5;
    }
  }
  return {entry, exit, event, id, ...Object.fromEntries(names.map((name, k) => [name, columns[k]]))};
}

function estimates(columns: Columns, clustered = false): number[] {
  const {entry, exit, event, id} = columns;
  const cox = coxph({
    ...(entry && {entry}),
    ...(clustered && {cluster: id}),
    exit,
    event,
    loglinear: {names, columns: names.map((name) => columns[name] as Float64Array)}
  });
  return [...cox.parameters.map(({estimate}) => estimate), cox.logLik, ...cox.parameters.map(({se}) => se)];
}

export const coxRightCensored: Task = {
  name: "cox",
  title: "Cox regression, Efron's ties, five covariates, 5 % events, right censored in days",
  sizes: [1e4, 1e5, 1e6],
  generate: rightCensored,
  work: (columns) => () => estimates(columns),
  digits: 7,
  peers: [
    {name: "survival::coxph", script: "coxph.R"},
    {name: "survival::coxph.fit", script: "coxphFit.R"}
  ]
};

export const coxStartStop: Task = {
  name: "cox-start-stop",
  title: "Cox regression of rows (tstart, tstop], five a person, Efron's ties, five covariates",
  sizes: [1e4, 1e5, 1.5e6],
  generate: startStop,
  work: (columns) => () => estimates(columns),
  digits: 7,
  peers: [
    {name: "survival::coxph", script: "coxph.R"},
    {name: "survival::agreg.fit", script: "coxphFit.R"}
  ]
};

export const coxClustered: Task = {
  name: "cox-cluster",
  title: "The same with the robust variance, rows of a person correlated",
  sizes: [1e4, 1e5, 1.5e6],
  generate: startStop,
  work: (columns) => () => estimates(columns, true),
  digits: 7,
  peers: [{name: "survival::coxph", script: "coxphCluster.R", slowFrom: 1e6}]
};

export const coxLinearExcess: Task = {
  name: "cox-err",
  title: "Cox regression with a linear excess relative risk of a dose",
  sizes: [1e4, 1e5, 1e6],
  generate: rightCensored,
  work({exit, event, x1, x2, x4}) {
    const dose = (x1 as Float64Array).map((value) => value * value);
    const columns = [x2, x4] as Float64Array[];
    return () => {
      const cox = coxph({exit, event, excess: {dose}, loglinear: {names: ["x2", "x4"], columns}});
      return [...cox.parameters.map(({estimate}) => estimate), cox.logLik];
    };
  },
  digits: 7,
  peers: [{name: "Colossus::CoxRun", script: "colossusCox.R", largest: 1e5, slowFrom: 1e5, digits: 2}]
};
