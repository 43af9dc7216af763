import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";
import {type Browser, chromium} from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  ...(process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name))),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
];

/**
 * Starts the Chromium of this machine, headless.
 * @throws Error that says how to get one when there is none: a site that was not looked at has not passed.
 */
export async function launchChromium(): Promise<Browser> {
  const path = process.env["CHROMIUM_PATH"] ?? places.find((place) => existsSync(place));
  if (!path || !existsSync(path))
    throw new Error(
      "the site is tested in Chromium, and none was found: install it (Debian: apt-get install chromium; " +
        "macOS: brew install --cask chromium) or name its program in CHROMIUM_PATH"
    );
  return chromium.launch({
    executablePath: path,
    args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
  });
}
