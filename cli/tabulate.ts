import {readFileSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {Command, Option} from "commander";
import {readTable} from "../fit/table/readTable.js";
import {cellsArrow, cellsCsv} from "../fit/tabulate/cellsTable.js";
import {readTabulateSpec} from "../fit/tabulate/tabulateSpec.js";
import {tabulateTables} from "../fit/tabulate/tabulateTables.js";
import {projectRoot} from "./projectRoot.js";
import {readInput} from "./readInput.js";

/** `harmonic tabulate`: persons, exposures and events become a table of person-time. */
export function tabulateCommand(): Command {
  return new Command("tabulate")
    .description("Tabulate persons, exposures and events into cells of person-time, cases and mean dose.")
    .argument("[spec]", "JSON file that names the tables and the axes; - reads it from standard input")
    .option("-o, --out <file>", "write the cells there instead of standard output; .arrow makes it Arrow")
    .addOption(new Option("-f, --format <format>", "of the cells").choices(["csv", "arrow"]))
    .option("-e, --example", "print a complete spec")
    .addHelpText("after", help)
    .action(async (path: string | undefined, {out, format, example}: Options) => {
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
      const [persons, exposures, events] = await Promise.all([
        read(spec.persons),
        read(spec.exposures),
        read(spec.events)
      ]);
      const {cells, warnings} = tabulateTables(spec, {persons: persons!, exposures, events});
      for (const warning of warnings) process.stderr.write(`harmonic: ${warning}\n`);
      const {pyr, cases} = cells.offTable;
      if (pyr > 0 || cases > 0)
        process.stderr.write(
          `harmonic: outside the classes of the table: ${pyr} person-years, ${cases} cases\n`
        );
      const bytes =
        (format ?? (out?.endsWith(".arrow") ? "arrow" : "csv")) === "arrow"
          ? cellsArrow(cells)
          : cellsCsv(cells);
      if (out === undefined) process.stdout.write(bytes);
      else await writeFile(out, bytes);
    });
}

interface Options {
  out?: string;
  format?: "csv" | "arrow";
  example?: boolean;
}

const help = `
Examples:
  npx harmonic tabulate --example > spec.json
  npx harmonic tabulate data/examples/tabulate.json
  npx harmonic tabulate spec.json --out cells.arrow
  npx harmonic tabulate spec.json > cells.csv

A spec:
  { "persons":   {"data": "persons.csv", "id": "id", "birth": "birth", "entry": "entry", "exit": "exit"},
    "exposures": {"data": "exposures.csv", "id": "id", "day": "day", "dose": "doseMGy"},
    "events":    {"data": "events.csv", "id": "id", "day": "day", "where": "site == 'leukaemia'",
                  "endFollowUp": true},
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
Cells in which nobody spent time are left out. What was left out of the table is said on standard error.
data/schema/tabulate-spec.json describes the spec in full. Exit code: 0 done; 2 bad input.`;
