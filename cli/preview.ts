import {existsSync} from "node:fs";
import {createServer} from "node:http";
import {join} from "node:path";
import {Command} from "commander";
import {portOption} from "./portOption.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic preview`: serves the built site, as a web server would, to this machine alone. */
export function previewCommand(): Command {
  return new Command("preview")
    .description("Serve the built site in dist/ on this machine.")
    .addOption(portOption())
    .addHelpText(
      "after",
      `
Examples:
  npm run build && npm run preview
  npx harmonic preview --port 4000`
    )
    .action(async ({port}: {port: number}) => {
      const site = join(projectRoot, "dist");
      if (!existsSync(join(site, "index.html")))
        throw new Error("dist/ must hold the built site; got none: npm run build makes it");
      const {default: sirv} = await import("sirv");
      const serve = sirv(site, {dev: true, extensions: ["html"]});
      const server = createServer((request, response) =>
        serve(request, response, () => {
          response.statusCode = 404;
          response.end("not found");
        })
      );
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
      });
      process.stdout.write(`http://127.0.0.1:${port}/\n`);
    });
}
