import {NO_DAY} from "../cohort/factor.js";
import {NEVER} from "./scale.js";

/**
 * A key that changes seldom, walked a person at a time: `begin` sets the class at a day and answers the day
 * of the next change, `next` moves past that change. Class −1 is outside the table.
 */
export interface Axis {
  name: string;
  labels: readonly string[];
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
