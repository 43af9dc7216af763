import {Command} from "commander";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";
import {runWithProgress} from "./run.js";

/** `harmonic build`: from the extract to the finished site. */
export function buildCommand(): Command {
  return new Command("build")
    .description("Compute what is stale, then render the site into dist/.")
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic build
  npm run build`
    )
    .action(async () => {
      const outcomes = await runWithProgress();
      const failed = outcomes.filter(({state}) => state === "failed");
      if (failed.length > 0) {
        process.stderr.write(
          `harmonic: ${failed.length} of ${outcomes.length} analyses failed; dist/ is as it was\n`
        );
        process.exitCode = 1;
        return;
      }
      const {buildSite} = await import("../publish/site/buildSite.js");
      const bar = progressBar("site");
      await buildSite({root: projectRoot, onProgress: bar.update}).finally(bar.stop);
    });
}
