import {runInThisContext} from "node:vm";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchChromium} from "../site/chromium.js";
import {bundle} from "./bundle.js";

type Hashes = () => Promise<Record<string, string>>;
let script: string;
let inNode: Record<string, string>;
let inChromium: Record<string, string>;
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  script = await bundle();
  runInThisContext(script);
  inNode = await (globalThis as unknown as {hashes: Hashes}).hashes();
  const browser = await launchChromium();
  close = () => browser.close();
  const page = await browser.newPage();
  // Pages of localhost may hash; this one needs no server.
  await page.route("**/*", (route) => route.fulfill({contentType: "text/html", body: "<!doctype html>"}));
  await page.goto("http://localhost/");
  await page.addScriptTag({content: script});
  inChromium = await page.evaluate(() => (globalThis as unknown as {hashes: Hashes}).hashes());
});
afterAll(() => close());

test("The library computes the same bits in Node and in Chromium (law)", () => {
  expect(Object.keys(inNode).length).toBeGreaterThan(15);
  expect(inChromium).toEqual(inNode);
});
