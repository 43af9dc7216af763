import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

/** What a data holder allows to be published about counts of children. */
export interface Policy {
  holder: string;
  source: string;
  /** Counts below this (and above zero) are withheld. */
  threshold: number;
  /** Counts that are published are rounded to a multiple of this. */
  roundTo: number;
  /** Whether a count of zero may be published. */
  zeros: "publish" | "withhold";
  personYearsRoundTo: number;
  /** Decimals to which points of a survival or incidence curve are published. */
  curveDecimals: number;
}

/** The policy that satisfies all of `policies`: the strictest of each rule. */
export function strictest(policies: readonly Policy[]): Policy {
  if (policies.length === 0) throw new RangeError("policies must name at least one data holder; got none");
  return {
    holder: policies.map(({holder}) => holder).join(", "),
    source: policies.map(({source}) => source).join(" "),
    threshold: Math.max(...policies.map(({threshold}) => threshold)),
    roundTo: Math.max(...policies.map(({roundTo}) => roundTo)),
    zeros: policies.some(({zeros}) => zeros === "withhold") ? "withhold" : "publish",
    personYearsRoundTo: Math.max(...policies.map(({personYearsRoundTo}) => personYearsRoundTo)),
    curveDecimals: Math.min(...policies.map(({curveDecimals}) => curveDecimals))
  };
}

/**
 * Reads every policy in `directory` and returns the strictest.
 * @throws RangeError that names the file and the rule when one is missing or no number.
 */
export function readPolicy(directory: string): Policy {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return strictest(
    files.map((name) => checkPolicy(JSON.parse(readFileSync(join(directory, name), "utf8")), name))
  );
}

function checkPolicy(policy: Policy, file: string): Policy {
  for (const rule of ["threshold", "roundTo", "personYearsRoundTo", "curveDecimals"] as const) {
    if (!Number.isInteger(policy[rule]) || policy[rule] < 1)
      throw new RangeError(`${rule} must be a whole number ≥ 1; got ${policy[rule]} in ${file}`);
  }
  if (policy.zeros !== "publish" && policy.zeros !== "withhold")
    throw new RangeError(`zeros must be "publish" or "withhold"; got ${policy.zeros} in ${file}`);
  return policy;
}
