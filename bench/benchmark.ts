import {Command, InvalidArgumentError} from "commander";

/**
 * A benchmark as it is started from the command line: `--help` says what it does, and an option it does not know ends
 * it with one line and code 2, before anything is measured.
 */
export function benchmark(script: string, description: string): Command {
  return new Command(`npm run ${script} --`)
    .description(description)
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
}

/** Whether what a benchmark of fixed seeds finds shall be compared with what is kept, and not be kept. */
export function checks(command: Command): boolean {
  return command
    .option("--check", "write nothing, and fail where what is kept is something else", false)
    .parse()
    .opts<{check: boolean}>().check;
}

/** A whole number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0))
    throw new InvalidArgumentError(`It must be a whole number above 0.`);
  return value;
}
