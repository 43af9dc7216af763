import {Command} from "commander";
import {refuseDisclosure} from "./disclose.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";
import {runWithProgress} from "./run.js";
import {workersOption} from "./workersOption.js";

/** `harmonic build`: from the extract to the finished site. */
export function buildCommand(): Command {
  return new Command("build")
    .description(
      "Compute what is stale, render the site, check that it leads back to no child, put it into dist/."
    )
    .addOption(workersOption())
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic build
  npx harmonic build --workers 1
  npm run build`
    )
    .action(async ({workers}: {workers: number}) => {
      const {startRenderer} = await import("../publish/site/renderer.js");
      const renderer = startRenderer(projectRoot);
      const {outcomes, study} = await runWithProgress({workers}).catch((error) => {
        renderer.stop();
        throw error;
      });
      const failed = outcomes.filter(({state}) => state === "failed");
      if (failed.length > 0) {
        renderer.stop();
        process.stderr.write(
          `harmonic: ${failed.length} of ${outcomes.length} analyses failed; dist/ is as it was\n`
        );
        process.exitCode = 1;
        return;
      }
      const {buildSite} = await import("../publish/site/buildSite.js");
      const bar = progressBar("site");
      const inspect = () => refuseDisclosure(study);
      await buildSite({root: projectRoot, renderer, inspect, onProgress: bar.update}).finally(bar.stop);
    });
}
