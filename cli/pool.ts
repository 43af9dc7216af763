import {existsSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {Command} from "commander";
import {poolFit} from "../fit/site/poolFit.js";
import {readSignedTable} from "../fit/site/signedTable.js";
import {readFitSpec} from "../fit/spec/readFitSpec.js";
import {cellsCsv} from "../fit/tabulate/cellsTable.js";
import {printJson} from "./printJson.js";
import {readInput} from "./readInput.js";
import {checkOutput, writeOutput} from "./writeOutput.js";

/** `harmonic pool`: tables of sites are added up and fitted as if their children were pooled. */
export function poolCommand(): Command {
  return new Command("pool")
    .description("Add up the tables that sites sent, and fit a model to them.")
    .argument("<files...>", "what harmonic tabulate --site made at each site")
    .requiredOption("-s, --spec <file>", "what to fit, as for harmonic fit; - reads it from standard input")
    .option("-k, --keys <folder>", "public keys of the sites, SITE.pem each; others are refused")
    .option("-c, --cells <file>", "write the pooled cells there as CSV, where no site merged any")
    .option("-o, --out <file>", "write the answer there instead of standard output")
    .addHelpText("after", help)
    .action(async (files: string[], {spec: path, keys, cells, out}: Options) => {
      const {text} = await readInput(path);
      const spec = readFitSpec(path === "-" ? "spec" : path, text);
      const sent = files.map((file) => ({
        file: basename(file),
        ...readSignedTable(basename(file), textOf(file), keys === undefined ? undefined : keyIn(keys))
      }));
      if (keys === undefined)
        process.stderr.write(
          "harmonic: signatures hold, but whose keys they are was not compared (--keys)\n"
        );
      await Promise.all([checkOutput(out), checkOutput(cells, "--cells")]);
      const pooled = poolFit(sent, spec);
      if (cells !== undefined) {
        if (!pooled.cells) throw new RangeError("--cells must be for tables without merged cells; got some");
        await writeOutput(cells, cellsCsv(pooled.cells));
      }
      await writeOutput(out, printJson(pooled.answer));
      if (pooled.answer.fit?.converged === false) process.exitCode = 1;
    });
}

interface Options {
  spec: string;
  keys?: string;
  cells?: string;
  out?: string;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new RangeError(`files must be tables that can be read; got ${file}`);
  }
}

function keyIn(folder: string): (site: string) => string {
  return (site) => {
    const file = join(folder, `${site}.pem`);
    if (!/^[\w -]+$/.test(site) || !existsSync(file))
      throw new RangeError(`keys must hold the public key of ${site}; got no ${site}.pem in ${folder}`);
    return readFileSync(file, "utf8");
  };
}

const help = `
A file is refused, in one line that says why, when its hash or signature does not hold, it does not keep to
data/schema/site-table.json, its site sent another, or its axes or conditions are not those of the others.

The answer has the sites and, under "fit", what harmonic fit would answer for all children together, to the
last bit. Where a site merged its small cells, it has "range" instead: the least and the greatest estimate that
the merged cells leave possible. That is known for a linear excess relative risk in strata:
  {"model": "poisson", "response": {"events": "cases", "personTime": "pyr"}, "strata": ["sex", "age"],
   "excess": {"dose": "doseMean"}}
The columns are the keys of the tables, cases, pyr, doseMean, ageMean, and site.

Examples:
  npx harmonic pool leiden.json lyon.json --spec err.json
  npx harmonic pool tables/*.json --spec err.json --keys keys --cells pooled.csv --out answer.json

Exit code: 0 done; 1 did not converge; 2 bad input.`;
