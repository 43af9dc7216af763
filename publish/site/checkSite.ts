import {existsSync, readFileSync, statSync} from "node:fs";
import {dirname, join, normalize} from "node:path/posix";
import {gzipSync} from "node:zlib";
import {siteFiles} from "./siteFiles.js";

/** Bytes, compressed, that a page may weigh with all it asks for before a reader does anything. */
export const pageBudget = 80 * 1024;

/**
 * What is wrong with a built site, one line each: an error shown in a page, a request to another origin, a
 * module that a browser could not find, a link that leads nowhere, a page heavier than `pageBudget`.
 */
export function checkSite(site: string): string[] {
  const files = new Set(siteFiles(site));
  const faults: string[] = [];
  const anchors = new Map<string, Set<string>>();
  const text = (file: string) => readFileSync(join(site, file), "utf8");
  for (const file of files) {
    if (file.endsWith(".html")) faults.push(...checkPage(file, text(file)));
    if (file.endsWith(".js")) faults.push(...checkScript(file, text(file)));
    if (file.endsWith(".css"))
      faults.push(...foreign(text(file), /url\(\s*["']?((?:https?:)?\/\/[^"')\s]+)/g, file));
  }
  return faults;

  function checkPage(file: string, html: string): string[] {
    const found: string[] = [];
    if (html.includes("observablehq--error")) found.push(`${file}: holds an error where a result should be`);
    found.push(
      ...foreign(
        html,
        /<(?:script|img|source|video|audio|iframe|embed)\b[^>]*?\bsrc="((?:https?:)?\/\/[^"]+)"/g,
        file
      ),
      ...foreign(html, /<link\b[^>]*?\bhref="((?:https?:)?\/\/[^"]+)"/g, file)
    );
    const markup = html.replace(/<script\b[\s\S]*?<\/script>/g, "");
    for (const [, href] of markup.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)) {
      const fault = brokenLink(file, href.replaceAll("&amp;", "&"));
      if (fault) found.push(fault);
    }
    let weight = gzipSync(html, {level: 6}).length;
    for (const asset of assetsOf(file, html)) {
      if (files.has(asset)) weight += gzipSync(readFileSync(join(site, asset)), {level: 6}).length;
      else found.push(`${file}: asks for ${asset}, which is not there`);
    }
    if (weight > pageBudget)
      found.push(`${file}: must weigh at most ${pageBudget} bytes compressed; got ${weight}`);
    return found;
  }

  function brokenLink(file: string, href: string): string | null {
    if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return null;
    const [path, anchor] = href.split("#", 2);
    const target = path === "" ? file : resolvePage(file, decodeURI(path.split("?")[0]));
    if (target === null) return `${file}: links to ${href}, which is not there`;
    if (!anchor || !target.endsWith(".html")) return null;
    return idsOf(target).has(decodeURIComponent(anchor))
      ? null
      : `${file}: links to ${href}, where no such place is`;
  }

  function resolvePage(file: string, path: string): string | null {
    const at = normalize(path.startsWith("/") ? path.slice(1) : join(dirname(file), path));
    const candidates = [at, `${at}.html`, join(at, "index.html")].map((name) => name.replace(/^\.\//, ""));
    return (
      candidates.find(
        (name) => files.has(name) && existsSync(join(site, name)) && statSync(join(site, name)).isFile()
      ) ?? null
    );
  }

  function idsOf(page: string): Set<string> {
    let ids = anchors.get(page);
    if (!ids)
      anchors.set(page, (ids = new Set([...text(page).matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id))));
    return ids;
  }
}

/** Style sheets, scripts and module preloads that a page loads by itself. */
function assetsOf(file: string, html: string): Set<string> {
  const assets = new Set<string>();
  const add = (href: string) => {
    if (!/^[a-z]+:|^\/\//i.test(href)) assets.add(join(dirname(file), href));
  };
  for (const [tag] of html.matchAll(/<link\b[^>]*>/g))
    if (/rel="(stylesheet|modulepreload|preload|icon)"/.test(tag)) add(/href="([^"]*)"/.exec(tag)?.[1] ?? "");
  for (const [, src] of html.matchAll(/<(?:script|img)\b[^>]*\bsrc="([^"]+)"/g)) add(src);
  return assets;
}

function checkScript(file: string, script: string): string[] {
  const found: string[] = [];
  for (const [, name] of script.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\s(),]+)["']/g))
    if (!/^(\.{0,2}\/|data:)/.test(name)) found.push(`${file}: imports ${name}, which a browser cannot find`);
  return found;
}

function foreign(text: string, pattern: RegExp, file: string): string[] {
  return [...text.matchAll(pattern)].map(([, url]) => `${file}: asks another origin for ${url}`);
}
