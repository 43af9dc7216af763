import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";

/** Who answers for a release. */
export interface Agent {
  name: string;
  /** Address at orcid.org of a person; absent for a group. */
  orcid?: string;
}

/** Who keeps the reports. */
export interface Maintainers {
  name: string;
  /** Address of their site; absent where CITATION.cff names none. */
  url?: string;
}

/**
 * Who makes a release: `HARMONIC_AGENT` and `HARMONIC_ORCID`, else the first author of CITATION.cff.
 * @throws RangeError when the ORCID is none, or nobody is named.
 */
export function agent(root: string, environment: NodeJS.ProcessEnv = process.env): Agent {
  const {HARMONIC_AGENT: name, HARMONIC_ORCID: orcid} = environment;
  if (orcid && !/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(orcid))
    throw new RangeError(`HARMONIC_ORCID must be like 0000-0002-1825-0097; got ${orcid}`);
  if (name) return {name, ...(orcid ? {orcid: `https://orcid.org/${orcid}`} : {})};
  if (orcid) throw new RangeError("HARMONIC_AGENT must be given with HARMONIC_ORCID; got none");
  return {name: maintainers(root).name};
}

/**
 * Who keeps the reports: the first author of CITATION.cff, with the `website` that stands below the name.
 * @throws RangeError when it names nobody.
 */
export function maintainers(root: string): Maintainers {
  const file = join(root, "CITATION.cff");
  const author = existsSync(file)
    ? /^authors:\n\s*- name: *"?(.+?)"?\n(?:\s+website: *"?(.+?)"?\n)?/m.exec(readFileSync(file, "utf8"))
    : null;
  if (!author) throw new RangeError("HARMONIC_AGENT must name who makes the release; got none");
  const [, name, url] = author;
  return {name, ...(url ? {url} : {})};
}
