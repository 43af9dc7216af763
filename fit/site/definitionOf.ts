import type {TabulateSpec} from "../tabulate/tabulateSpec.js";
import type {Definition} from "./siteTable.js";

/** What of a spec must be the same at every site; the names of files and columns are each site's own. */
export function definitionOf(spec: TabulateSpec): Definition {
  const {persons, exposures, events, by = [], status = {}, scales = {}, dose, count} = spec;
  return {
    by,
    status: Object.keys(status),
    scales,
    dose: dose ? {...dose, lagYears: dose.lagYears ?? 0} : null,
    count: count ?? null,
    persons: persons.where ?? null,
    exposures: exposures?.where ?? null,
    events: events?.where ?? null,
    endFollowUp: events?.endFollowUp ?? false
  };
}
