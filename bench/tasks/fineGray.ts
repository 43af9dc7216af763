import {stream} from "../../loaders/synthetic/stream.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {fineGray} from "../../src/stats/survival/fineGray.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

/** Subjects in whole days with three covariates; events of two kinds, a tenth each, the others censored. */
function subjects(size: number): Columns {
  const random = stream(6, "bench fine-gray");
  const columns = [0, 1, 2].map(() => new Float64Array(size));
  const [exit, cause] = [new Float64Array(size), new Int32Array(size)];
  for (let i = 0; i < size; ++i) {
    const x = [random.normal(), random.normal(), random.uniform() < 0.4 ? 1 : 0];
    x.forEach((value, k) => {
      columns[k][i] = value;
    });
    const first = (random.exponential() * 60_000) / exp(0.5 * x[0] - 0.3 * x[1] + 0.4 * x[2]);
    const second = random.exponential() * 50_000;
    const end = 1 + Math.floor(10_957 * random.uniform());
    exit[i] = 1 + Math.floor(Math.min(first, second, end));
    cause[i] = Math.min(first, second) > end ? 0 : first < second ? 1 : 2;
  }
  return {exit, cause, x1: columns[0], x2: columns[1], x3: columns[2]};
}

export const fineGrayTask: Task = {
  name: "fine-gray",
  title: "Fine–Gray regression with its variance, three covariates, day ties",
  sizes: [1e4, 1e5, 1e6],
  generate: subjects,
  work:
    ({exit, cause, x1, x2, x3}) =>
    () => {
      const columns = [x1, x2, x3] as Float64Array[];
      const fit = fineGray({exit, cause, loglinear: {names: ["x1", "x2", "x3"], columns}});
      return [
        ...fit.parameters.map(({estimate}) => estimate),
        fit.logLik,
        ...fit.parameters.map(({se}) => se)
      ];
    },
  digits: 6,
  peers: [
    {name: "cmprsk::crr", script: "crr.R", largest: 1e4},
    {name: "fastcmprsk::fastCrr", script: "fastCrr.R"},
    {name: "survival::finegray", script: "finegray.R", largest: 1e4}
  ]
};
