import {Command} from "commander";
import {approveCommand} from "./approve.js";
import {buildCommand} from "./build.js";
import {devCommand} from "./dev.js";
import {diffCommand} from "./diff.js";
import {discloseCommand} from "./disclose.js";
import {extractCommand} from "./extract.js";
import {fitCommand} from "./fit.js";
import {poolCommand} from "./pool.js";
import {previewCommand} from "./preview.js";
import {releaseCommand} from "./release.js";
import {runCommand} from "./run.js";
import {tabulateCommand} from "./tabulate.js";
import {taskCommand} from "./task.js";
import {verifyCommand} from "./verify.js";
import {whyCommand} from "./why.js";

/**
 * The `harmonic` command. Exit codes: 0 done, 1 something failed, 2 bad input or an unknown option; every
 * failure is one line on standard error.
 */
export async function main(argv: string[]): Promise<void> {
  const program = new Command("harmonic")
    .description("Reproducible radiation-epidemiology reports: from the pooled extract to the site.")
    .showSuggestionAfterError()
    .configureHelp({showGlobalOptions: true})
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .addCommand(extractCommand())
    .addCommand(runCommand())
    .addCommand(tabulateCommand())
    .addCommand(poolCommand())
    .addCommand(fitCommand())
    .addCommand(buildCommand())
    .addCommand(discloseCommand())
    .addCommand(devCommand())
    .addCommand(previewCommand())
    .addCommand(releaseCommand())
    .addCommand(approveCommand())
    .addCommand(verifyCommand())
    .addCommand(diffCommand())
    .addCommand(whyCommand())
    .addCommand(taskCommand(), {hidden: true})
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic extract check         check the extract against its data dictionary
  npx harmonic run                   compute what is stale
  npx harmonic run --dry-run         say what is stale
  npx harmonic build                 compute, then render the site into dist/
  npx harmonic disclose check        check that nothing published leads back to a child
  npx harmonic why cardiac/leukaemia say what made a result stale
  npx harmonic release 2026.1 --reason "First release."
  npx harmonic approve 2026.1 --key me.pem --as 0000-0002-1825-0097
  npx harmonic verify                compute the latest release again
  npx harmonic diff 2026.1 2026.2    say what changed, and why
  npx harmonic fit spec.json         fit a model to a table of your own
  npx harmonic tabulate spec.json    make a table of person-time of your own persons
  npx harmonic pool *.json --spec spec.json  add up tables that sites sent, and fit a model`
    );
  for (const command of program.commands) inherit(command);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.stderr.write(`harmonic: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isBadInput(error) ? 2 : 1;
  }
}

/** Sub-commands leave with the program's exit codes too. */
function inherit(command: Command): void {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const child of command.commands) inherit(child);
}

function isBadInput(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
}
