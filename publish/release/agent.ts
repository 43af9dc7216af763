import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";

/** Who answers for a release. */
export interface Agent {
  name: string;
  /** Address at orcid.org of a person; absent for a group. */
  orcid?: string;
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
  return {name: maintainers(root)};
}

/**
 * Who keeps the reports: the first author of CITATION.cff.
 * @throws RangeError when it names nobody.
 */
export function maintainers(root: string): string {
  const file = join(root, "CITATION.cff");
  const author = existsSync(file)
    ? /^authors:\n\s*- name: *"?(.+?)"?$/m.exec(readFileSync(file, "utf8"))?.[1]
    : undefined;
  if (!author) throw new RangeError("HARMONIC_AGENT must name who makes the release; got none");
  return author;
}
