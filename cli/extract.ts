import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {Command, InvalidArgumentError} from "commander";
import {checkExtract} from "../loaders/check/checkExtract.js";
import {checkShipped} from "../loaders/check/checkRealisations.js";
import {schemas} from "../loaders/check/schemas.js";
import {realisationsTable} from "../loaders/extract/doseRealisations.js";
import {resolveLocation} from "../loaders/extract/location.js";
import {openTables} from "../loaders/extract/openTables.js";
import {pullExtract} from "../loaders/extract/pull.js";
import {readFolder} from "../loaders/extract/readFolder.js";
import {pinVariable, readPin, readPinFile} from "../loaders/pin.js";
import {pinFolder} from "../loaders/pinFolder.js";
import {printFindings} from "./printFindings.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";

const environment = `
Environment:
  ${pinVariable}         pin of an extract of your own, instead of data/extract.json
  HARMONIC_EXTRACT_TOKEN   sent as Bearer token to an https: location, and nowhere else`;

/** `harmonic extract`: brings, checks, pins and makes extracts. */
export function extractCommand(): Command {
  return new Command("extract")
    .description("Bring, check and pin the extract that the reports are made from.")
    .addCommand(pullCommand())
    .addCommand(checkCommand())
    .addCommand(pinCommand())
    .addCommand(makeCommand())
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic extract pull
  npx harmonic extract check /safe/extract
  npx harmonic extract pin /safe/extract --name harmonic --version 2026.2
  ${pinVariable}=/safe/extract/extract.json npx harmonic build
${environment}`
    );
}

function pullCommand(): Command {
  return new Command("pull")
    .description("Bring the files of the pinned extract that are missing or damaged here.")
    .option("--from <location>", "a folder, file: or https: address to take instead of the pinned location")
    .addHelpText(
      "after",
      `
Every file is compared with its pinned SHA-256 before it takes its place; a pull that was cut goes on from
where it was.

Examples:
  npx harmonic extract pull
  npx harmonic extract pull --from /media/usb/extract
  HARMONIC_EXTRACT_TOKEN=… npx harmonic extract pull --from https://data.example.org/harmonic
${environment}`
    )
    .action(async ({from}: {from?: string}) => {
      const pinned = readPin(projectRoot);
      const location = from === undefined ? pinned.location : resolveLocation(from, process.cwd(), "--from");
      const bar = progressBar("megabytes");
      const {directory, files, notes} = await pullExtract({
        root: projectRoot,
        pin: {...pinned, location},
        onProgress: bar.update
      }).finally(bar.stop);
      for (const note of notes) process.stderr.write(`harmonic: ${note}\n`);
      const brought = files.length === 0 ? "up to date" : `${files.length} files brought`;
      process.stdout.write(`${pinned.name} ${pinned.version}: ${brought}, in ${directory}\n`);
    });
}

function checkCommand(): Command {
  return new Command("check")
    .description("Check the tables of an extract against the data dictionary; counts only, no rows.")
    .argument("[where]", "folder of Arrow files, or a pin; the pinned extract, if not said")
    .option("--json <file>", "write the findings as JSON too")
    .addHelpText(
      "after",
      `
Exit code 1 when there is an error; warnings are shown on the page on the quality of the data.

Examples:
  npx harmonic extract check
  npx harmonic extract check /safe/extract
  npx harmonic extract check /safe/extract/extract.json --json findings.json
${environment}`
    )
    .action(async (where: string | undefined, {json}: {json?: string}) => {
      const bar = progressBar("extract");
      const open = async () => {
        if (where !== undefined && !where.endsWith(".json")) {
          const shipped = join(where, `${realisationsTable}.arrow`);
          return {tables: readFolder(where, schemas), realisations: existsSync(shipped) ? shipped : null};
        }
        const pin = where === undefined ? readPin(projectRoot) : readPinFile(where);
        return openTables({root: projectRoot, pin, schemas, onProgress: bar.update});
      };
      const {tables, realisations} = await open().finally(bar.stop);
      const findings = [...checkShipped(realisations, tables), ...checkExtract(tables, schemas)];
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(findings, null, 2)}\n`);
      process.stdout.write(printFindings(findings));
      if (findings.some(({severity}) => severity === "error")) process.exitCode = 1;
    });
}

function pinCommand(): Command {
  return new Command("pin")
    .description("Write the pin of an extract of your own: SHA-256, bytes and rows of its tables.")
    .argument("<location>", "folder with persons.arrow and the other tables")
    .requiredOption("--name <name>", "name of the extract")
    .requiredOption("--version <version>", "its version")
    .option("--out <file>", "where to write the pin; extract.json in the folder, if not said")
    .addHelpText(
      "after",
      `
Nothing in the repository changes: ${pinVariable} then says which pin counts.

Examples:
  npx harmonic extract pin /safe/extract --name harmonic --version 2026.2
  ${pinVariable}=/safe/extract/extract.json npx harmonic build`
    )
    .action((given: string, {name, version, out}: {name: string; version: string; out?: string}) => {
      const folder = resolve(resolveLocation(given, process.cwd(), "the command"));
      const file = resolve(out ?? join(folder, "extract.json"));
      const location = dirname(file) === folder ? "." : folder;
      writeFileSync(file, `${JSON.stringify(pinFolder(folder, {name, version, location}), null, 2)}\n`);
      process.stdout.write(`${file}\n`);
    });
}

function makeCommand(): Command {
  return new Command("make")
    .description("Make another synthetic extract, and its pin; no child of it ever lived.")
    .requiredOption("--seed <n>", "what all draws follow from", wholeNumber)
    .option("--cardiac <n>", "children of the cardiac cohort", wholeNumber, 100_000)
    .option("--radiotherapy <n>", "children of the radiotherapy cohort", wholeNumber, 2_700)
    .requiredOption("--out <dir>", "folder to write to")
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic extract make --seed 7 --out /tmp/extract
  npx harmonic extract make --seed 7 --cardiac 5000 --radiotherapy 500 --out /tmp/small
  ${pinVariable}=/tmp/small/extract.json npx harmonic run`
    )
    .action(
      async ({
        seed,
        cardiac,
        radiotherapy,
        out
      }: Record<"seed" | "cardiac" | "radiotherapy", number> & {out: string}) => {
        const {writeExtract} = await import("../loaders/synthetic/generate.js");
        const {model} = await import("../loaders/synthetic/model.js");
        mkdirSync(out, {recursive: true});
        writeExtract(out, {seed, cardiac, radiotherapy});
        const version = `${model.version}-${seed}-${cardiac}-${radiotherapy}`;
        const pin = pinFolder(out, {name: "harmonic-synthetic", version, location: "."});
        const file = join(out, "extract.json");
        writeFileSync(file, `${JSON.stringify(pin, null, 2)}\n`);
        process.stdout.write(`${file}\n`);
      }
    );
}

function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("must be a whole number");
  return Number(text);
}
