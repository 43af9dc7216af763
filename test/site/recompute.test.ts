import {cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {Report} from "../../src/stats/result/report.js";
import {projectSite} from "./builtSite.js";
import {launchChromium} from "./chromium.js";
import {serve} from "./serve.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const budget = 300 * 1024;

let browser: Browser;
let site: string;
let pages: string[];
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launchChromium();
  ({site, pages} = await projectSite());
  server = await serve(site);
});

afterAll(async () => {
  server?.close();
  await browser?.close();
});

/** The report's numbers in a built site, under the hash of its bytes. */
function numbersOf(folder: string, id: string): string {
  const [, family, name] = /^(.*)\/(.*)$/.exec(id)!;
  const place = join(folder, "_file", "results", family);
  return join(
    place,
    readdirSync(place).find((file) => new RegExp(`^${name}\\.[0-9a-f]{8}\\.json$`).test(file))!
  );
}

/** Opens a page, presses Recompute by keyboard, and gives what it says. */
async function press(
  origin: string,
  path: string,
  width = 1280
): Promise<{page: Page; said: string[]; found: string; bytes: number}> {
  const context = await browser.newContext({viewport: {width, height: 900}});
  const page = await context.newPage();
  const said: string[] = [];
  let bytes = 0;
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("requestfinished", async (request) => {
    if (request.url().startsWith("data:")) return;
    bytes += (await request.sizes()).responseBodySize;
  });
  await page.goto(`${origin}/${path}`, {waitUntil: "load"});
  await page.locator("button[data-act=recompute]").focus();
  await page.keyboard.press("Enter");
  await page.locator(".found p:not(:text('Computing'))").first().waitFor();
  return {page, said, found: await page.locator(".found").innerText(), bytes};
}

test("Recompute finds every exactly recomputable figure of every report to agree to 10 digits or more (law)", async () => {
  const reports = pages.filter((path) =>
    readFileSync(join(site, path), "utf8").includes('data-act="recompute"')
  );
  expect(reports.length).toBeGreaterThan(15);
  let exact = 0;
  for (const path of reports) {
    const {page, said, found} = await press(server.origin, path);
    const {recompute} = JSON.parse(
      readFileSync(numbersOf(site, path.replace(/\.html$/, "")), "utf8")
    ) as Report;
    const columns = recompute!.columns.flatMap(({values}) => values.filter((value) => value !== null));
    const fitted = recompute!.fits.reduce(
      (sum, {parameters, range}) => sum + 5 * parameters.length + 1 + (range ? 4 : 0),
      0
    );
    const figures = columns.length + fitted;
    exact += figures;
    expect(found, path).toMatch(
      new RegExp(`^All ${figures} figures agree to (the last bit|[1-9]\\d digits or more)\\.`)
    );
    expect(found, path).not.toContain("WRONG");
    expect(said, path).toEqual([]);
    await page.context().close();
  }
  expect(exact).toBeGreaterThan(1000);
});

const falsified: [string, string, (report: Report) => void, RegExp][] = [
  [
    "cardiac/lymphoma",
    "a count of the published cells",
    ({items}) => {
      const {rows, columns} = items["cells"] as Report["items"][string] & {kind: "table"};
      const cases = columns.findIndex(({name}) => name === "cases");
      rows[2][cases] = (rows[2][cases] as number) + 5;
    },
    /Wrong: .*cells: ERR per 100 mGy, lag of 0 years: estimate/
  ],
  [
    "cardiac/lymphoma",
    "an estimate, in its eleventh digit",
    ({recompute}) => {
      recompute!.fits[1].parameters[0].estimate! *= 1 + 3e-10;
    },
    /Wrong: cells: ERR per 100 mGy, lag of 2 years: estimate\./
  ],
  [
    "cardiac/sir",
    "a printed ratio, in its last digit",
    ({items}) => {
      const {rows, columns} = items["solid-table"] as Report["items"][string] & {kind: "table"};
      rows[0][columns.findIndex(({name}) => name === "sir")] =
        (rows[0][columns.findIndex(({name}) => name === "sir")] as number) * 1.02;
    },
    /Wrong: solid-table: SIR \(/
  ],
  [
    "cardiac/lympho-haematopoietic",
    "the main answer",
    ({items}) => {
      const trend = items["trend"] as Report["items"][string] & {kind: "estimate"};
      trend.value = 40;
    },
    /published 40: outside/
  ]
];

for (const [id, what, falsify, told] of falsified)
  test(`Recompute tells of ${what} that was falsified (by hand)`, async () => {
    const copy = join(mkdtempSync(join(tmpdir(), "harmonic-false-")), "dist");
    cpSync(site, copy, {recursive: true});
    const file = numbersOf(copy, id);
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    falsify(report);
    writeFileSync(file, JSON.stringify(report));
    const own = await serve(copy);
    const {page, found} = await press(own.origin, `${id}.html`);
    expect(found).toMatch(told);
    await page.context().close();
    own.close();
  });

for (const width of [390, 1280])
  test(`a reader refits the published cells by keyboard, within 300 KiB, ${width} px (law)`, async () => {
    const {page, said} = await press(server.origin, "cardiac/lympho-haematopoietic.html", width);
    let bytes = 0;
    page.on("requestfinished", async (request) => {
      bytes += (await request.sizes()).responseBodySize;
    });
    await page.locator("button[data-act=refit]").focus();
    await page.keyboard.press("Enter");
    const status = page.locator(".refitted");
    await status.waitFor();
    const first = await status.innerText();
    expect(first).toMatch(
      /^Refitted: 3\.77 \(95\s% CI 0\.90 to 9\.64\) per 100 mGy, from 260 cases in 13 cells/
    );
    expect(await page.locator(".refit .notes").last().innerText()).toMatch(
      /^Published answer, from finer cells: 2\.05/
    );
    const drawn = await page.locator(".choices svg").evaluate((svg) => svg.outerHTML);
    // The focus is on the first control: another lag, by the keyboard alone.
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => status.innerText()).not.toBe(first);
    expect(await page.locator(".choices svg").evaluate((svg) => svg.outerHTML)).not.toBe(drawn);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => status.innerText()).toContain("ERR²");
    const times = await page.locator(".choices").evaluate((place) => {
      const control = place.querySelector("select")!;
      return Array.from({length: 30}, (_, k) => {
        control.selectedIndex = k % control.options.length;
        control.dispatchEvent(new Event("input", {bubbles: true}));
        return Number((place as HTMLElement).dataset["ms"]);
      }).sort((a, b) => a - b);
    });
    expect(times[15]).toBeLessThan(16);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow).toBe(0);
    expect(bytes).toBeLessThan(budget);
    expect(said).toEqual([]);
    await page.context().close();
  });

for (const width of [390, 1280])
  test(`a reader looks up a procedure and what less dose averts, by keyboard, axe clean, ${width} px (law)`, async () => {
    const context = await browser.newContext({viewport: {width, height: 900}, bypassCSP: true});
    const page = await context.newPage();
    await page.goto(`${server.origin}/optimisation/dose-reduction.html`, {waitUntil: "load"});
    await page.locator("button[data-act=lookUp]").focus();
    await page.keyboard.press("Enter");
    const status = page.locator(".refitted");
    await status.waitFor();
    const told = async () =>
      (await status.innerText()).match(/[\d,.]+/g)!.map((text) => Number(text.replace(/[,.]$|,/g, "")));
    // Cases, level, bounds, base, reduction, averted and its bounds; the smaller the reduction, the less is averted.
    const [cases, , lower, upper, , share, averted, ...bounds] = await told();
    expect(share).toBe(50);
    for (const [all, half] of [
      [cases, averted],
      [lower, bounds[0]],
      [upper, bounds[1]]
    ])
      expect(Math.abs(half / all - 0.5)).toBeLessThan(0.05);
    for (let k = 0; k < 4; ++k) await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await told())[5]).toBe(40);
    expect((await told())[6]).toBeLessThan(averted);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0
    );
    await page.evaluate(axe);
    const {violations} = await page.evaluate<{violations: {id: string}[]}>("axe.run()");
    expect(violations.map(({id}) => id)).toEqual([]);
    await context.close();
  });

test("axe finds nothing once a page was computed again and refitted, light and dark (law)", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      viewport: {width: 390, height: 900},
      colorScheme,
      bypassCSP: true
    });
    const page = await context.newPage();
    await page.goto(`${server.origin}/cardiac/lymphoma.html`, {waitUntil: "load"});
    await page.locator("button[data-act=recompute]").click();
    await page.locator(".found table").waitFor();
    await page.locator("button[data-act=refit]").click();
    await page.locator(".choices svg").waitFor();
    await page.evaluate(axe);
    const {violations} = await page.evaluate<{violations: {id: string; nodes: {html: string}[]}[]}>(
      "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    );
    expect(violations.map(({id, nodes}) => `${id}: ${nodes[0].html}`)).toEqual([]);
    await context.close();
  }
});

test("the weight of a page with all that it loads after both buttons is at most 300 KiB (law)", async () => {
  const {page, bytes} = await press(server.origin, "cardiac/solid.html");
  let more = 0;
  page.on("requestfinished", async (request) => {
    more += (await request.sizes()).responseBodySize;
  });
  await page.locator("button[data-act=refit]").click();
  await page.locator(".choices svg").waitFor();
  expect(bytes + more).toBeLessThan(budget);
  await page.context().close();
});

test("without scripts a page says how to compute it again (law)", async () => {
  const context = await browser.newContext({javaScriptEnabled: false});
  const page = await context.newPage();
  await page.goto(`${server.origin}/cardiac/solid.html`, {waitUntil: "load"});
  expect(await page.locator("button[data-act=recompute]").isVisible()).toBe(false);
  expect(await page.locator(".recompute").innerText()).toContain(
    "npx harmonic verify does the same without a browser"
  );
  await context.close();
});
