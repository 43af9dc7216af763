import {Command} from "commander";

/** Where each command is: its modules are read when it is asked for, and all where help is. */
const commands = {
  extract: async () => (await import("./extract.js")).extractCommand(),
  run: async () => (await import("./run.js")).runCommand(),
  tabulate: async () => (await import("./tabulate.js")).tabulateCommand(),
  pool: async () => (await import("./pool.js")).poolCommand(),
  fit: async () => (await import("./fit.js")).fitCommand(),
  build: async () => (await import("./build.js")).buildCommand(),
  disclose: async () => (await import("./disclose.js")).discloseCommand(),
  dev: async () => (await import("./dev.js")).devCommand(),
  preview: async () => (await import("./preview.js")).previewCommand(),
  release: async () => (await import("./release.js")).releaseCommand(),
  approve: async () => (await import("./approve.js")).approveCommand(),
  verify: async () => (await import("./verify.js")).verifyCommand(),
  diff: async () => (await import("./diff.js")).diffCommand(),
  why: async () => (await import("./why.js")).whyCommand(),
  task: async () => (await import("./task.js")).taskCommand()
};

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
  const asked = argv[2];
  const wanted = Object.hasOwn(commands, asked)
    ? [asked as keyof typeof commands]
    : (Object.keys(commands) as (keyof typeof commands)[]);
  for (const name of wanted) {
    const command = await commands[name]();
    program.addCommand(command, {hidden: name === "task"});
    inherit(command);
  }
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
