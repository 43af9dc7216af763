import {naturalEffects} from "../../src/stats/mediation/naturalEffects.js";
import {log} from "../../src/stats/numeric/elementary.js";
import {linearRegression} from "../../src/stats/regression/linearRegression.js";
import {logisticRegression} from "../../src/stats/regression/logisticRegression.js";
import type {Parameter} from "../../src/stats/result/fit.js";
import type {Outcome} from "../definitions/outcomes.js";
import {firstEvent, NO_DAY, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";
import {type Marker, markerRows} from "./markerDose.js";

/** Whether a dose brings on an event by way of a marker that was measured before it. */
export interface EventMediation {
  outcome: Outcome;
  mediators: readonly Marker[];
  /** The dose is compared at `toGy` with none. */
  toGy: number;
  /** Events below which the models are not fitted. */
  leastEvents: number;
  level: number;
}

/** Natural effects as log odds ratios: direct, indirect, total; none where events are too few. */
export interface MediatedEvent {
  children: number;
  events: number;
  effects?: Parameter[];
}

/**
 * From each child's first measurement on: the logarithm of the marker on dose (linear), and the event on dose
 * and marker (logistic, for an outcome that is rare), both given sex, age and the years of follow-up.
 */
export function mediateEvent(
  study: Study,
  {outcome, toGy, leastEvents, level}: EventMediation,
  marker: Marker
): MediatedEvent {
  return study.once(`event mediation ${JSON.stringify({outcome, marker, toGy, leastEvents, level})}`, () => {
    const {child, day, value, dose, boy, age} = markerRows(study, marker);
    const event = firstEvent(study, outcome);
    const {exit} = persons(study);
    const first = new Map<number, number>();
    child.forEach((i, k) => {
      const before = first.get(i);
      if (before === undefined || day[k] < day[before]) first.set(i, k);
    });
    const rows = [...first.values()].filter(
      (k) => exit[child[k]] > day[k] && (event[child[k]] === NO_DAY || event[child[k]] > day[k])
    );
    const column = (of: (k: number) => number) => Float64Array.from(rows, of);
    const cases = column((k) => Number(event[child[k]] !== NO_DAY && event[child[k]] <= exit[child[k]]));
    const events = cases.reduce((sum, one) => sum + one, 0);
    if (events < leastEvents) return {children: rows.length, events};
    const mediator = column((k) => log(value[k]));
    const names = ["boy", "age", "years"];
    const shared = [
      column((k) => boy[k]),
      column((k) => age[k]),
      column((k) => (exit[child[k]] - day[k]) / 3652.5)
    ];
    const gray = column((k) => dose[k]);
    const through = linearRegression({
      value: mediator,
      terms: {names: ["dose", ...names], columns: [gray, ...shared]}
    });
    const {effects} = naturalEffects(
      {
        mediator: through,
        outcome: logisticRegression({
          cases,
          terms: {names: ["dose", "mediator", ...names], columns: [gray, mediator, ...shared]}
        }),
        outcomeScale: "logistic",
        exposure: "dose",
        mediatorTerm: "mediator",
        residual: {variance: through.sigma * through.sigma, df: through.residualDf},
        from: 0,
        to: toGy
      },
      level
    );
    return {children: rows.length, events, effects: effects.slice(0, 3)};
  });
}
