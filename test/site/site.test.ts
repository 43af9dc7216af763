import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Browser, BrowserContext, Page, Request} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {pageBudget} from "../../publish/site/checkSite.js";
import {type BuiltSite, fixtureSite, projectSite} from "./builtSite.js";
import {launchChromium} from "./chromium.js";
import {serve} from "./serve.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Visit {
  page: Page;
  said: string[];
  foreign: string[];
  bytes: () => Promise<number>;
}

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe.each([
  ["of the fixtures", fixtureSite],
  ["of the project", projectSite]
] as const)("the site %s", (name, build) => {
  let built: BuiltSite;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    built = await build();
    server = await serve(built.site);
  });

  afterAll(() => server?.close());

  /** Opens a page and notes what it says, whom it asks, and how much it loads. */
  async function visit(context: BrowserContext, path: string): Promise<Visit> {
    const page = await context.newPage();
    const said: string[] = [];
    const foreign: string[] = [];
    let loaded: Request[] = [];
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== server.origin)
        foreign.push(request.url());
    });
    page.on("requestfinished", (request) => {
      if (!request.url().startsWith("data:")) loaded.push(request);
    });
    await page.goto(`${server.origin}/${path}`, {waitUntil: "load"});
    await page.evaluate("document.fonts.ready");
    const bytes = async () => {
      const all = loaded;
      loaded = [];
      const sizes = await Promise.all(all.map((request) => request.sizes()));
      return sizes.reduce((sum, {responseBodySize}) => sum + responseBodySize, 0);
    };
    return {page, said, foreign, bytes};
  }

  /** What a page has kept in the reader's browser. */
  async function keptBy(context: BrowserContext, page: Page): Promise<string[]> {
    const {cookies} = await context.storageState();
    return page.evaluate(
      async (own) => [
        ...own,
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()).map(({name}) => String(name)),
        ...(await caches.keys()),
        ...(await navigator.serviceWorker.getRegistrations()).map(({scope}) => scope)
      ],
      cookies.map(({name}) => name)
    );
  }

  // Every form of item is in the fixtures, which are looked at in all four ways; the many pages of the
  // project are made of the same forms.
  const ways = [
    [390, "light"],
    [1280, "dark"],
    ...(name === "of the fixtures"
      ? ([
          [390, "dark"],
          [1280, "light"]
        ] as const)
      : [])
  ] as const;
  for (const [width, colorScheme] of ways)
    test(`every page is quiet, stays at home, fits and passes axe, ${width} px, ${colorScheme} (law)`, async () => {
      const context = await browser.newContext({
        viewport: {width, height: 900},
        colorScheme,
        bypassCSP: true
      });
      const faults: string[] = [];
      const look = async (path: string) => {
        const {page, said, foreign} = await visit(context, path);
        faults.push(
          ...said.map((text) => `${path}: ${text}`),
          ...foreign.map((url) => `${path}: asks ${url}`)
        );
        if ((await page.locator(".observablehq--error").count()) > 0) faults.push(`${path}: shows an error`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth
        );
        if (overflow > 0) faults.push(`${path}: is ${overflow} px too wide`);
        for (const details of await page.locator("details").all())
          await details.evaluate((element) => element.setAttribute("open", ""));
        await page.evaluate(axe);
        const {violations} = await page.evaluate<{violations: {id: string; nodes: {html: string}[]}[]}>(
          "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        );
        for (const {id, nodes} of violations)
          faults.push(`${path}: axe ${id}, ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`);
        await page.close();
      };
      // Two at once, for two cores.
      const waiting = [...built.pages];
      const looker = async () => {
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await look(path);
      };
      await Promise.all([looker(), looker()]);
      await context.close();
      expect(faults).toEqual([]);
    });

  test(`a page weighs at most ${pageBudget / 1024} KiB compressed before a reader does anything, under a strict policy, and keeps nothing in the browser (law)`, async () => {
    for (const path of built.pages) {
      const context = await browser.newContext();
      const {page, said, bytes} = await visit(context, path);
      expect(await bytes(), path).toBeLessThanOrEqual(pageBudget);
      expect(said, path).toEqual([]);
      const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
      expect(policy, path).toContain("default-src 'none'");
      expect(await keptBy(context, page), path).toEqual([]);
      await context.close();
    }
  });

  test("text, figures and tables can be read with scripts switched off (law)", async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: {width: 1280, height: 900}
    });
    for (const path of built.pages) {
      const {page} = await visit(context, path);
      expect((await page.locator("main").innerText()).length, path).toBeGreaterThan(80);
      expect(await page.locator("main h1").innerText(), path).not.toBe("");
      expect(await page.locator("main").innerText(), path).not.toContain("{{");
      for (const figure of await page.locator("figure.picture").all()) {
        expect(await figure.locator("svg[role=img]:visible").count(), path).toBe(1);
        expect(await figure.locator(":scope > figcaption").innerText(), path).toMatch(/^Figure \d+/);
      }
      await page.close();
    }
    await context.close();
  });

  test("search finds pages by their text and numbers, loads on use only and keeps nothing (law)", async () => {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}});
    const {page, said, bytes} = await visit(context, "index.html");
    await bytes();
    await page.locator("#observablehq-search input").focus();
    await page.keyboard.type("leukaemia");
    await page.waitForSelector("#observablehq-search-results li a");
    const href = await page.locator("#observablehq-search-results li a").first().getAttribute("href");
    expect(href).toContain("cardiac/leukaemia");
    expect(await bytes()).toBeLessThan(220 * 1024);
    await page.keyboard.press("Enter");
    await page.waitForURL(/cardiac\/leukaemia/);
    expect(said).toEqual([]);
    expect(await keptBy(context, page)).toEqual([]);
    await context.close();
  });

  test("the keyboard reaches everything that a mouse does, in the order of the page, and shows where it is (law)", async () => {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}});
    for (const path of name === "of the fixtures" ? built.pages : ["index.html", "cardiac/leukaemia.html"]) {
      const {page} = await visit(context, path);
      for (const details of await page.locator("details").all())
        await details.evaluate((element) => element.setAttribute("open", ""));
      const count = await page.evaluate(() => {
        const all = document.querySelectorAll<HTMLElement>(
          "a[href], button, input, select, textarea, summary, [tabindex='0']"
        );
        const seen = [...all].filter((element) => element.checkVisibility());
        for (const [i, element] of seen.entries()) element.dataset["place"] = String(i);
        return seen.length;
      });
      const reached: string[] = [];
      for (let i = 0; i < count; ++i) {
        await page.keyboard.press("Tab");
        const {place, shown} = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const {outlineStyle, outlineWidth} = getComputedStyle(element);
          return {place: element.dataset["place"], shown: outlineStyle !== "none" && outlineWidth !== "0px"};
        });
        expect(shown, `${path}: ${place} shows its focus`).toBe(true);
        reached.push(place ?? "");
      }
      expect(reached, path).toEqual(Array.from({length: count}, (_, i) => String(i)));
      await page.close();
    }
    await context.close();
  });

  test("the menu opens and closes by keyboard on a phone, with scripts switched off (law)", async () => {
    const context = await browser.newContext({javaScriptEnabled: false, viewport: {width: 390, height: 844}});
    const {page} = await visit(context, "index.html");
    const link = page.locator("#site-menu .pages a").first();
    expect(await link.isVisible()).toBe(false);
    await page.locator("button.menu:not(.close)").focus();
    await page.keyboard.press("Enter");
    expect(await link.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await link.isVisible()).toBe(false);
    await context.close();
  });
});
