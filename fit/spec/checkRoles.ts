import type {FitSpec} from "./fitSpec.js";
import {usedColumns} from "./usedColumns.js";

/** Parts of a response that say what happened. */
const outcomes = ["events", "status", "case", "value", "estimate"] as const;

/**
 * Checks that each column of a spec has one part to play.
 * @throws RangeError when two parts of the response are one column, or the outcome is also what explains it.
 */
export function checkRoles(spec: FitSpec): void {
  const {event: _, competing: __, ...response} = spec.response;
  const parts = Object.entries(response).filter(([part]) => part !== "rate");
  parts.forEach(([part, column], k) => {
    const [twin] = parts.slice(0, k).find(([, other]) => other === column) ?? [];
    if (twin)
      throw new RangeError(`response must name different columns; got ${column} for ${twin} and ${part}`);
  });
  const others = usedColumns({...spec, response: {}});
  for (const part of outcomes) {
    const column = response[part];
    if (column !== undefined && others.includes(column))
      throw new RangeError(
        `${column} must be the outcome alone; got it for response.${part} and to explain that`
      );
  }
}
