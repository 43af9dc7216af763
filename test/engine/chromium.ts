import {existsSync} from "node:fs";
import {type Browser, chromium} from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * A headless Chromium: that of `CHROMIUM_PATH`, or the one that the system has installed.
 * @throws Error that says how to get one.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));
  if (!executablePath || !existsSync(executablePath))
    throw new Error(
      `Chromium must be installed (Debian: apt-get install chromium), or CHROMIUM_PATH name its program; got ${executablePath ?? "none"}`
    );
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking"]
  });
}
