import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {Ajv} from "ajv";
import schema from "../data/schema/policy.json" with {type: "json"};

/** What a data holder allows to be published about counts of children; data/schema/policy.json describes each rule. */
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
  /** Events between two points of a published curve, at least. */
  eventsPerStep: number;
  /** Values beyond a published percentile on its nearer side, at least. */
  percentileTail: number;
  /** Cases less estimated parameters of a published model, at least. */
  residualDf: number;
  /** Highest less lowest value that a withheld count may have for a reader of all that is published, at least. */
  width: number;
  /** Units of the last printed digit by which one case moves an estimate on average, at most. */
  unitsPerCase: number;
  /** Significant digits of any published figure, at most. */
  significantDigits: number;
  /** Rows of a published table, at most. */
  rowsAtMost: number;
  /** What the threshold does not hold for. */
  exempt: "models"[];
}

/** The policy that satisfies all of `policies`: the strictest of each rule, and what all of them exempt. */
export function strictest(policies: readonly Policy[]): Policy {
  if (policies.length === 0) throw new RangeError("policies must name at least one data holder; got none");
  const most = (rule: NumericRule) => Math.max(...policies.map((policy) => policy[rule]));
  const least = (rule: NumericRule) => Math.min(...policies.map((policy) => policy[rule]));
  return {
    holder: policies.map(({holder}) => holder).join(", "),
    source: policies.map(({source}) => source).join(" "),
    threshold: most("threshold"),
    roundTo: most("roundTo"),
    zeros: policies.some(({zeros}) => zeros === "withhold") ? "withhold" : "publish",
    personYearsRoundTo: most("personYearsRoundTo"),
    curveDecimals: least("curveDecimals"),
    eventsPerStep: most("eventsPerStep"),
    percentileTail: most("percentileTail"),
    residualDf: most("residualDf"),
    width: most("width"),
    unitsPerCase: least("unitsPerCase"),
    significantDigits: least("significantDigits"),
    rowsAtMost: least("rowsAtMost"),
    exempt: policies[0].exempt.filter((what) => policies.every(({exempt}) => exempt.includes(what)))
  };
}

type NumericRule = {[Rule in keyof Policy]: Policy[Rule] extends number ? Rule : never}[keyof Policy];

/**
 * The policy of a report that pools every holder of `directory`: the strictest of each of their rules. A rule
 * that a holder does not state has the default of the schema.
 * @throws RangeError that names the file and the rule when one is missing, unknown or of the wrong kind.
 */
export function readPolicy(directory: string): Policy {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return strictest(files.map((name) => parsePolicy(readFileSync(join(directory, name), "utf8"), name)));
}

/** Checks a policy; `file` is its name, for errors. */
export function parsePolicy(text: string, file: string): Policy {
  const validate = new Ajv({useDefaults: true}).compile<Policy>(schema);
  const policy: unknown = JSON.parse(text);
  if (validate(policy)) return policy;
  const [{instancePath, message, params}] = validate.errors!;
  const rule = instancePath === "" ? "policy" : instancePath.slice(1).replaceAll("/", ".");
  const extra = "additionalProperty" in params ? `: ${params.additionalProperty}` : "";
  throw new RangeError(`${rule} ${message}${extra} in ${file}`);
}
