import {styleText} from "node:util";
import {Command} from "commander";
import {readPin} from "../loaders/pin.js";
import {why} from "../publish/why.js";
import {printJson} from "./printJson.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic why`: what made a result stale. */
export function whyCommand(): Command {
  return new Command("why")
    .description("Say what made a result stale: which table, which file of code, which parameter.")
    .argument("<result>", "id such as cardiac/leukaemia")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
The inputs of now are compared with those of the latest result in the store; nothing is computed.

Examples:
  npx harmonic why cardiac/leukaemia
  npx harmonic why cardiac/leukaemia --json`
    )
    .action(async (given: string, {json}: {json?: boolean}) => {
      const reasons = await why(projectRoot, readPin(projectRoot), given.split("#")[0]);
      if (json) {
        process.stdout.write(printJson(reasons));
        return;
      }
      const {id, state, computed, changes} = reasons;
      const when =
        computed === null ? "" : `; ${state === "fresh" ? "computed" : "last computed"} ${computed}`;
      const width = Math.max(0, ...changes.map(({factor}) => factor.length));
      const lines = changes.map(
        ({factor, what, how}) => `  ${styleText("yellow", factor.padEnd(width))}  ${what}: ${how}`
      );
      process.stdout.write(`${[`${id} is ${state}${when}`, ...lines].join("\n")}\n`);
    });
}
