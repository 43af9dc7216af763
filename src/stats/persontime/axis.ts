import {NO_DAY} from "../cohort/factor.js";
import type {Classes} from "./cells.js";
import {NEVER, originOf, type Scale} from "./scale.js";

/**
 * A key that changes seldom, walked a person at a time: `begin` sets the class at a day and answers the day
 * of the next change, `next` moves past that change. Class −1 is outside the table.
 */
export interface Axis extends Classes {
  name: string;
  code: number;
  begin(person: number, day: number): number;
  next(): number;
}

/** A status that turns from 0 to 1 on a day. */
export function statusAxis(name: string, day: Int32Array): Axis {
  return {
    name,
    labels: ["0", "1"],
    code: 0,
    begin(person, from) {
      const turns = day[person];
      this.code = turns !== NO_DAY && turns <= from ? 1 : 0;
      return this.code === 1 || turns === NO_DAY ? NEVER : turns;
    },
    next() {
      this.code = 1;
      return NEVER;
    }
  };
}

/** A scale of time as an axis. */
export function scaleAxis(scale: Scale): Axis {
  const {name, labels, from: edges, until, codes} = scale;
  const starts = Float64Array.of(...scale.starts, NEVER);
  let origin = 0;
  let at = 0;
  let turn = 0;
  const settle = (axis: Axis, today: number): number => {
    // Breaks closer than a day round to one day: the classes between are never entered.
    while ((turn = origin + starts[at]) <= today) ++at;
    axis.code = codes[at];
    return turn;
  };
  return {
    name,
    labels,
    ...(edges && {from: edges}),
    ...(until !== undefined && {until}),
    code: -1,
    begin(person, from) {
      origin = originOf(scale, person);
      at = 0;
      return settle(this, from);
    },
    next() {
      return settle(this, turn);
    }
  };
}
