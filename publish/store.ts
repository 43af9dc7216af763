import {join} from "node:path";
import cacache from "cacache";
import type {Report} from "../src/stats/result/report.js";

/**
 * The results that have been computed, each under the hash of all that it depends on. Writes are atomic
 * and what is read is checked against its own hash, so that a killed run, two runs at once, or a damaged
 * disk never give a wrong number: a damaged entry counts as absent and is computed again.
 */
export interface Store {
  get(id: string, key: string): Promise<Report | null>;
  put(id: string, key: string, report: Report): Promise<void>;
}

/** Opens the store in `directory` (made when absent), which must lie outside the site root. */
export function openStore(directory: string): Store {
  const entry = (id: string, key: string) => `result:${id}:${key}`;
  return {
    async get(id, key) {
      try {
        const {data} = await cacache.get(directory, entry(id, key));
        return JSON.parse(data.toString("utf8")) as Report;
      } catch (error) {
        const {code} = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "EINTEGRITY" || code === "EBADSIZE") return null;
        throw error;
      }
    },
    async put(id, key, report) {
      await cacache.put(directory, entry(id, key), JSON.stringify(report));
    }
  };
}

/** Where a project keeps its store: outside the site root, never in version control. */
export function storeDirectory(root: string): string {
  return join(root, ".harmonic", "store");
}
