import type {Axis} from "./axis.js";
import type {Breaks} from "./breaks.js";
import type {Exposures} from "./persons.js";
import {exposureScale, NEVER} from "./scale.js";

/**
 * Classes of the time since the latest exposure, which starts anew at each; "unexposed" before the first.
 * @throws RangeError when breaks do not start at 0 and ascend. TypeError without exposures.
 */
export function sinceLastExposure(breaks: Breaks, exposures: Exposures | undefined): Axis {
  if (!exposures) throw new TypeError("exposures must be given for a scale of time since exposure; got none");
  const {ptr, day} = exposures;
  const {name, labels, starts, codes} = exposureScale("sinceLastExposure", breaks, null);
  let at = 0;
  let end = 0;
  let origin = NEVER;
  let passed = 0;
  let today = 0;
  const settle = (axis: Axis): number => {
    while (at < end && day[at] <= today) {
      origin = day[at++];
      passed = 0;
    }
    while (origin < NEVER && passed < starts.length && origin + starts[passed] <= today) ++passed;
    axis.code = codes[passed];
    const exposed = at < end ? day[at] : NEVER;
    const ages = origin < NEVER && passed < starts.length ? origin + starts[passed] : NEVER;
    return (today = Math.min(exposed, ages));
  };
  return {
    name,
    labels,
    code: 0,
    begin(person, from) {
      at = ptr[person];
      end = ptr[person + 1];
      origin = NEVER;
      passed = 0;
      today = from;
      return settle(this);
    },
    next() {
      return settle(this);
    }
  };
}
