import {nearest} from "../nearest.js";
import type {FitSpec, Level} from "../spec/fitSpec.js";
import {levelNamed} from "../terms/categoryTerm.js";
import {levelsOf} from "./levels.js";
import {zeroOrOne} from "./numbers.js";
import type {Rows} from "./rows.js";

/**
 * 1 in rows that end with the event, 0 in the others. Where the response does not name the event, the
 * status must be 0 or 1.
 * @throws RangeError when the status is neither, the event named does not occur, or there is no event.
 */
export function eventsOf(rows: Rows, {status, event}: FitSpec["response"]): Float64Array {
  if (event === undefined) {
    const events = zeroOrOne(rows, status!, ", or response.event must say which value is the event");
    if (!events.includes(1)) throw new RangeError(`${status} must hold an event; got none`);
    return events;
  }
  const {codes, levels} = levelsOf(rows.column(status!));
  const code = eventLevel(status!, levels, event);
  return Float64Array.from(codes, (other) => Number(other === code));
}

/** Kinds of end: 0 censored, 1 the event, 2 … the competing events, named by `labels` from 1 on. */
export interface Causes {
  cause: Int32Array;
  labels: string[];
}

/**
 * How each row ended where events compete. Where the response does not name the competing events and the
 * status is a number, every value but 0 and the event is one; other values are censorings.
 * @throws RangeError when an event named does not occur or is named twice, or a status of texts comes without
 *   the names of the competing events.
 */
export function causesOf(rows: Rows, {status, event = 1, competing}: FitSpec["response"]): Causes {
  const {codes, levels} = levelsOf(rows.column(status!));
  const first = eventLevel(status!, levels, event);
  if (competing === undefined && levels.some((level) => Number.isNaN(Number(level))))
    throw new RangeError(
      `response.competing must name the competing events where ${status} is a text; got none (values are ${levels.slice(0, 12).join(", ")})`
    );
  const others =
    competing === undefined
      ? levels.flatMap((level, k) => (k === first || Number(level) === 0 ? [] : [k]))
      : [competing].flat().map((level) => eventLevel(status!, levels, level));
  const all = [first, ...others];
  const twice = all.find((code, k) => all.indexOf(code) !== k);
  if (twice !== undefined)
    throw new RangeError(`events of ${status} must differ; got ${levels[twice]} twice`);
  const kind = Int32Array.from(levels, (_, code) => all.indexOf(code) + 1);
  const censored = levels.filter((level, code) => kind[code] === 0 && Number(level) !== 0);
  if (competing !== undefined && censored.length > 1)
    rows.warnings.push(`${status} ${censored.join(", ")} count as censored`);
  return {cause: codes.map((code) => kind[code]), labels: all.map((code) => levels[code])};
}

function eventLevel(status: string, levels: readonly string[], event: Level): number {
  const code = levelNamed(levels, event);
  if (code < 0) {
    const hint =
      typeof event === "string" ? nearest(event, levels) : `; known are ${levels.slice(0, 12).join(", ")}`;
    throw new RangeError(`${status} must hold the event ${JSON.stringify(event)}; got none${hint}`);
  }
  return code;
}
