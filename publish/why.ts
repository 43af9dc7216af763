import type {ExtractPin} from "../loaders/pin.js";
import {discover} from "./discover.js";
import {type InputChange, inputChanges} from "./inputs.js";
import {prepare} from "./prepare.js";
import {choose, inputsOf} from "./results.js";
import {openStore, storeDirectory} from "./store.js";

/** Whether the result of an analysis is fresh, and if not, what made it stale. */
export interface Reasons {
  id: string;
  state: "fresh" | "stale" | "never computed";
  /** When the latest result was kept, ISO 8601; `null` where there is none. */
  computed: string | null;
  changes: InputChange[];
}

/**
 * What made a result stale: how the inputs of the latest that was kept differ from those of now.
 * @throws RangeError when there is no such analysis.
 */
export async function why(root: string, pin: ExtractPin, id: string): Promise<Reasons> {
  const [found] = choose(discover(root), [id]);
  const prepared = await prepare(found, root, pin);
  const history = await openStore(storeDirectory(root)).history(id);
  const own = history.find(({key}) => key === prepared.provenance.key);
  if (own) return {id, state: "fresh", computed: own.time, changes: []};
  const [latest] = history;
  if (!latest) return {id, state: "never computed", computed: null, changes: []};
  const changes = inputChanges(latest.inputs, await inputsOf(prepared, root));
  return {id, state: "stale", computed: latest.time, changes};
}
