import type {KeyObject} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {Command, Option} from "commander";
import {makeSiteTable, type Sender} from "../fit/site/makeSiteTable.js";
import {signTable} from "../fit/site/signedTable.js";
import type {SiteTable, SmallCells} from "../fit/site/siteTable.js";
import {readTable} from "../fit/table/readTable.js";
import {cellsArrow, cellsCsv} from "../fit/tabulate/cellsTable.js";
import {readTabulateSpec} from "../fit/tabulate/tabulateSpec.js";
import {tabulateTables} from "../fit/tabulate/tabulateTables.js";
import {type Policy, parsePolicy, readPolicy} from "../publish/policy.js";
import {privateKey} from "../publish/release/attestation.js";
import {projectRoot} from "./projectRoot.js";
import {readInput} from "./readInput.js";
import {checkOutput, writeOutput} from "./writeOutput.js";

/** `harmonic tabulate`: persons, exposures and events become a table of person-time. */
export function tabulateCommand(): Command {
  return new Command("tabulate")
    .description("Tabulate persons, exposures and events into cells of person-time, cases and mean dose.")
    .argument("[spec]", "JSON file that names the tables and the axes; - reads it from standard input")
    .option("-o, --out <file>", "write the cells there instead of standard output; .arrow makes it Arrow")
    .addOption(new Option("-f, --format <format>", "of the cells").choices(["csv", "arrow"]))
    .option("-e, --example", "print a complete spec")
    .option("--site <name>", "make the signed table that this site sends in place of children")
    .option("--key <file>", "private key of the site, Ed25519 in PEM")
    .option("--policy <file>", "disclosure policy of the site; the strictest of data/policy/, if not said")
    .option("--agreed <text>", "send small cells as they are, under the agreement of this name")
    .option("--merge", "merge small cells; harmonic pool then answers with a range")
    .addHelpText("after", help)
    .action(async (path: string | undefined, options: Options) => {
      const {out, format, example} = options;
      if (example) {
        process.stdout.write(readFileSync(join(projectRoot, "data", "examples", "tabulate.json"), "utf8"));
        return;
      }
      if (path === undefined)
        throw new RangeError(
          "spec must be a file, or - for standard input; got none (see harmonic tabulate --help)"
        );
      const {text, folder} = await readInput(path);
      const spec = readTabulateSpec(path === "-" ? "spec" : path, text);
      const read = (part?: {data: string}) => part && readTable(resolve(folder, part.data));
      const sender = senderOf(options);
      if (sender && spec.rates) throw new RangeError("rates must be left out with --site; got some");
      await checkOutput(out);
      const [persons, exposures, events, rates] = await Promise.all([
        read(spec.persons),
        read(spec.exposures),
        read(spec.events),
        read(spec.rates)
      ]);
      const tabulated = tabulateTables(spec, {persons: persons!, exposures, events, rates});
      const {cells, expected, warnings} = tabulated;
      for (const warning of warnings) process.stderr.write(`harmonic: ${warning}\n`);
      const {pyr, cases} = cells.offTable;
      if (pyr > 0 || cases > 0)
        process.stderr.write(
          `harmonic: outside the classes of the table: ${pyr} person-years, ${cases} cases\n`
        );
      if (sender) {
        const signed = signTable(makeSiteTable(sender, spec, tabulated), sender.key);
        const json = `${JSON.stringify(signed)}\n`;
        process.stderr.write(`harmonic: ${described(signed.table)}\n`);
        await writeOutput(out, json);
        return;
      }
      const bytes =
        (format ?? (out?.endsWith(".arrow") ? "arrow" : "csv")) === "arrow"
          ? cellsArrow(cells, expected)
          : cellsCsv(cells, expected);
      await writeOutput(out, bytes);
    });
}

interface Options {
  out?: string;
  format?: "csv" | "arrow";
  example?: boolean;
  site?: string;
  key?: string;
  policy?: string;
  agreed?: string;
  merge?: boolean;
}

/** Who sends the table, and with which key; nobody without `--site`. */
function senderOf({site, key, policy, agreed, merge, format}: Options): (Sender & {key: KeyObject}) | null {
  if (site === undefined) {
    const [needs] = Object.entries({key, policy, agreed, merge}).filter(([, value]) => value !== undefined);
    if (needs) throw new RangeError(`--${needs[0]} must go with --site; got none`);
    return null;
  }
  if (!/^[\w -]+$/.test(site))
    throw new RangeError(`site must be letters, digits, spaces, - and _; got ${site}`);
  if (key === undefined) throw new RangeError("--site must go with --key, the site's private key; got none");
  if (format !== undefined)
    throw new RangeError(`--format must go without --site, which makes JSON; got ${format}`);
  if (agreed !== undefined && merge)
    throw new RangeError("small cells must be sent under an agreement or merged; got --agreed and --merge");
  if (agreed?.trim() === "") throw new RangeError("--agreed must name the agreement; got nothing");
  return {
    site,
    policy: policy === undefined ? readPolicy(join(projectRoot, "data", "policy")) : policyIn(policy),
    ...(agreed !== undefined && {small: {agreement: agreed}}),
    ...(merge && {small: "merge" as const}),
    key: privateKey(key, "--key")
  };
}

function policyIn(file: string): Policy {
  if (!existsSync(file)) throw new RangeError(`policy must be a file that can be read; got ${file}`);
  return parsePolicy(readFileSync(file, "utf8"), file);
}

/** What was made, for those who decide whether it may leave. */
function described({site, policy, smallCells, rows, cases}: SiteTable): string {
  const small = {
    none: () => `none has fewer than ${policy.threshold} children or cases`,
    agreed: ({cells, agreement}: SmallCells & {choice: "agreed"}) =>
      `${cells} with fewer than ${policy.threshold} children or cases, sent under ${agreement}`,
    merged: ({cells, rows: sums, groups}: SmallCells & {choice: "merged"}) =>
      `${cells} had fewer than ${policy.threshold} children or cases: merged into ${sums} sums of person-time and ${groups} of cases`
  } as Record<SmallCells["choice"], (small: SmallCells) => string>;
  const total = cases.reduce((sum, count) => sum + count, 0);
  return `table of ${site}, ${rows.personDays.length} rows, ${total} cases; small cells: ${small[smallCells.choice](smallCells)} (policy of ${policy.holder})`;
}

const help = `
Examples:
  npx harmonic tabulate --example > spec.json
  npx harmonic tabulate data/examples/tabulate.json
  npx harmonic tabulate spec.json --out cells.arrow
  npx harmonic tabulate spec.json > cells.csv
  npx harmonic tabulate spec.json --site Leiden --key leiden.pem --agreed "DTA 2026-3" --out leiden.json

A spec:
  { "persons":   {"data": "persons.csv", "id": "id", "birth": "birth", "entry": "entry", "exit": "exit"},
    "exposures": {"data": "exposures.csv", "id": "id", "day": "day", "dose": "doseMGy"},
    "events":    {"data": "events.csv", "id": "id", "day": "day", "where": "site == 'leukaemia'",
                  "endFollowUp": true},
    "rates":     {"data": "rates.csv", "rate": "leukaemia", "per": 100000, "age": "ageFrom", "year": "yearFrom",
                  "by": ["sex"]},
    "by":     ["sex", "country"],
    "status": {"transplanted": "transplantDay"},
    "scales": {"age": {"from": 0, "until": 90, "width": 5}, "year": [1980, 1990, 2000, 2010]},
    "dose":   {"breaks": [0, 5, 10, 25, 50], "lagYears": 2} }

Days are dates yyyy-mm-dd, or whole days since 1970-01-01. A person is at risk in (entry, exit]; the first
event within counts. Scales: age, year, sinceEntry, sinceFirstExposure, sinceLastExposure, in years of
365.25 days. Classes: lower edges [0, 5, 10], the last class open; {"from": [0, 5], "until": 10}; or
{"from": 0, "until": 90, "width": 5}. "dose" has a lag, and windows of time since exposure and age at
exposure ("window": {"sinceExposureYears": [5, 10], "ageAtExposureYears": [0, 20]}).

Cells have the keys, pyr (person-years), cases, persons, doseMean and ageMean (weighted by person-time).
With "rates" (a row a rate, per so many person-years; lower edges of bands of age and year; "by" columns that
persons have too) also expected (cases) and rate (their mean, weighted by person-time): person-time is divided
at the bands of the rates as well, so that both are exact for any classes.
Cells in which nobody spent time are left out. What was left out of the table is said on standard error.
data/schema/tabulate-spec.json describes the spec in full.

With --site the cells become a file to send, for harmonic pool: the cells with their hash and the site's
signature, and the policy that they keep to (data/schema/site-table.json). Cells with fewer children or cases
than the policy's threshold are sent under an agreement, which the file names (--agreed), or merged (--merge):
classes of dose first, then what is next to each other, until no sum is of fewer. A key is made by
  openssl genpkey -algorithm ed25519 -out leiden.pem && openssl pkey -in leiden.pem -pubout

Exit code: 0 done; 2 bad input.`;
