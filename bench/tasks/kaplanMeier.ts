import {stream} from "../../loaders/synthetic/stream.js";
import {kaplanMeier} from "../../src/stats/survival/kaplanMeier.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

/** Subjects in two groups, followed in whole days for up to thirty years; 30 % have the event. */
function subjects(size: number): Columns {
  const random = stream(2, "bench kaplan-meier");
  const [exit, event, group] = [new Float64Array(size), new Int32Array(size), new Int32Array(size)];
  for (let i = 0; i < size; ++i) {
    group[i] = random.uniform() < 0.5 ? 1 : 0;
    const failure = (15_000 / (1 + 0.5 * group[i])) * random.exponential();
    const end = 1 + Math.floor(10_957 * random.uniform());
    exit[i] = 1 + Math.floor(Math.min(failure, end));
    event[i] = failure <= end ? 1 : 0;
  }
  return {exit, event, group};
}

export const kaplanMeierTask: Task = {
  name: "kaplan-meier",
  title: "Kaplan–Meier curves of two groups with pointwise intervals, day ties",
  sizes: [1e4, 1e5, 1e6],
  generate: subjects,
  work:
    ({exit, event, group}) =>
    () => {
      const curves = kaplanMeier({exit, event, group});
      const sum = (key: "surv" | "se" | "lower") =>
        curves.reduce(
          (total, curve) =>
            total + curve[key].reduce((own, value) => own + (Number.isNaN(value) ? 0 : value), 0),
          0
        );
      return [sum("surv"), sum("se"), sum("lower")];
    },
  digits: 9,
  peers: [
    {name: "survival::survfit", script: "survfit.R"},
    {name: "prodlim::prodlim", script: "prodlim.R"}
  ]
};
