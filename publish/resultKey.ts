import {createHash} from "node:crypto";
import type {Provenance} from "../src/stats/result/report.js";

/**
 * The hash of all that a result depends on: the bytes of the tables it reads and
 * of the truth that it is held against, the code it reaches, its
 * resolved parameters, the locked packages, the seed. Same key, same result; anything else, another key.
 */
export function resultKey(provenance: Omit<Provenance, "key" | "policy">): string {
  const {extract, code, lockfile, parameters, seed} = provenance;
  const tables = extract.tables.map(({name, sha256}) => [name, sha256]);
  return createHash("sha256")
    .update(JSON.stringify([tables, extract.truth, code, lockfile, parameters, seed]))
    .digest("hex");
}
