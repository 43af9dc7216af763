import {isAbsolute, resolve} from "node:path";
import {fileURLToPath} from "node:url";

const syntheticScheme = "synthetic:";

/** Where the files of an extract are: made from a seed and numbers of children, in a folder, or at an address. */
export type Location =
  | {kind: "synthetic"; seed: number; cardiac?: number; radiotherapy?: number}
  | {kind: "folder"; path: string}
  | {kind: "https"; url: URL};

/**
 * The location with its path made absolute: `synthetic:SEED`, `synthetic:SEED,CARDIAC,RADIOTHERAPY`
 * (how many children of each cohort) and `https:` as they are.
 * @param base folder that a path is relative to.
 * @param file the pin that it stands in, for errors.
 * @throws RangeError for another scheme, or an address that holds a user or password.
 */
export function resolveLocation(location: string, base: string, file: string): string {
  if (location.startsWith(syntheticScheme)) {
    if (/^-?\d+(,\d+,\d+)?$/.test(location.slice(syntheticScheme.length))) return location;
    throw new RangeError(
      `location must name a whole number as its seed, and both cohorts' children or none; got ${location} in ${file}`
    );
  }
  if (location.startsWith("file:")) return fileURLToPath(location);
  if (location.startsWith("https:")) {
    if (!URL.canParse(location))
      throw new RangeError(`location must be a valid https: address; got another in ${file}`);
    const {username, password} = new URL(location);
    if (username !== "" || password !== "")
      throw new RangeError(`location must hold no user nor password in ${file}; see HARMONIC_EXTRACT_TOKEN`);
    return location;
  }
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(location)?.[1];
  if (scheme)
    throw new RangeError(`location must be synthetic:, a path, file: or https:; got ${scheme}: in ${file}`);
  return isAbsolute(location) ? location : resolve(base, location);
}

/** A resolved location by its kind. */
export function parseLocation(location: string): Location {
  if (location.startsWith(syntheticScheme)) {
    const [seed, cardiac, radiotherapy] = location.slice(syntheticScheme.length).split(",").map(Number);
    return cardiac === undefined
      ? {kind: "synthetic", seed}
      : {kind: "synthetic", seed, cardiac, radiotherapy};
  }
  if (location.startsWith("https:")) return {kind: "https", url: new URL(location)};
  return {kind: "folder", path: location};
}
