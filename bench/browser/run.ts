/** Measures a refit of 5,000 cells in headless Chromium and in Node: `npm run bench:browser`. */
import {writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {launchChromium} from "../../test/site/chromium.js";
import {benchmark} from "../benchmark.js";
import {type RefitTimes, refit} from "./refit.js";

benchmark("bench:browser", "Measure a refit of 5,000 cells in headless Chromium and in Node.").parse();
const entry = fileURLToPath(new URL("refit.ts", import.meta.url));
const {outputFiles} = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "bench",
  target: "es2022"
});
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.addScriptTag({content: outputFiles[0].text});
  const chromium = await page.evaluate(() =>
    (globalThis as unknown as {bench: {refit: () => RefitTimes}}).bench.refit()
  );
  const result = {
    measured: new Date().toISOString().slice(0, 10),
    browser: `Chromium ${browser.version()}`,
    chromium,
    node: {version: process.version, ...refit()}
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL("refit.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.close();
}
