/**
 * Measures the pages of the built site in headless Chromium, on a slow phone: `npm run bench:pages`. First
 * contentful paint, total blocking time, and bytes moved before and after a reader opens all data and searches;
 * every page once, with an empty cache. Writes bench/pages.json, which the site shows.
 */
import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Browser} from "playwright-core";
import {siteFiles} from "../publish/site/siteFiles.js";
import {launchChromium} from "../test/site/chromium.js";
import {serve} from "../test/site/serve.js";
import {benchmark} from "./benchmark.js";
import {describeHost} from "./host.js";

benchmark(
  "bench:pages",
  "Measure every page of the built site on a slow phone, in headless Chromium."
).parse();
const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "dist");

/** A phone of the middle: processor four times slower than this one, 1.6 Mbit/s, 150 ms there and back. */
const phone = {slower: 4, bytesPerSecond: 1.6e6 / 8, milliseconds: 150};

interface Visit {
  /** Milliseconds. */
  firstPaint: number;
  blocking: number;
  /** Bytes, compressed. */
  before: number;
  after: number;
}

/** One visit with an empty cache. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}});
  context.setDefaultTimeout(180_000);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: phone.milliseconds,
      downloadThroughput: phone.bytesPerSecond,
      uploadThroughput: phone.bytesPerSecond
    });
    await devtools.send("Emulation.setCPUThrottlingRate", {rate: phone.slower});
    let bytes = 0;
    // The typefaces are part of the style sheet and are told of once more when they are read.
    const inlined = new Set<string>();
    devtools.on("Network.requestWillBeSent", ({requestId, request}) => {
      if (request.url.startsWith("data:")) inlined.add(requestId);
    });
    devtools.on("Network.loadingFinished", ({requestId, encodedDataLength}) => {
      if (!inlined.has(requestId)) bytes += encodedDataLength;
    });
    await page.addInitScript(() => {
      const own = globalThis as unknown as {blocking: number};
      own.blocking = 0;
      new PerformanceObserver((list) => {
        for (const {duration} of list.getEntries()) own.blocking += Math.max(0, duration - 50);
      }).observe({type: "longtask", buffered: true});
    });
    await page.goto(url, {waitUntil: "networkidle"});
    await page.evaluate("document.fonts.ready");
    const firstPaint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0].startTime
    );
    const blocking = await page.evaluate(() => (globalThis as unknown as {blocking: number}).blocking);
    const before = bytes;
    for (const details of await page.locator("main details > summary").all()) await details.click();
    await page.locator("button.menu:not(.close)").click();
    await page.locator("#observablehq-search input").fill("dose");
    await page.waitForSelector("#observablehq-search-results li a");
    return {firstPaint, blocking, before, after: bytes};
  } finally {
    await context.close();
  }
}

if (!existsSync(join(site, "index.html")))
  throw new Error("dist must hold the built site; got none (npm run build)");
const pages = siteFiles(site).filter(
  (file) => file.endsWith(".html") && !/^(provenance|checklist|releases)\//.test(file)
);
const [browser, server] = [await launchChromium(), await serve(site)];
try {
  const measured = [];
  for (const page of pages) {
    const {firstPaint, blocking, before, after} = await visit(browser, `${server.origin}/${page}`);
    const path = `/${page.slice(0, -".html".length)}`;
    measured.push({
      page: path,
      firstPaint: Math.round(firstPaint),
      blocking: Math.round(blocking),
      before,
      after
    });
    process.stdout.write(`${JSON.stringify(measured.at(-1))}\n`);
  }
  const host = {...describeHost([]), browser: `Chromium ${browser.version()}`};
  writeFileSync(
    join(root, "bench", "pages.json"),
    `${JSON.stringify({host, measured: new Date().toISOString().slice(0, 10), phone, pages: measured}, null, 2)}\n`
  );
} finally {
  await browser.close();
  server.close();
}
