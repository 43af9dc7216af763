import {escapeHtml} from "../../src/components/escapeHtml.js";

/** One version that a reader may switch to. */
export interface Version {
  name: string;
  /** Address from the site's root; `null` for the one being read. */
  href: string | null;
}

/** The line on top of a page by which a reader changes between this build and the releases. */
export function versionSwitch(versions: readonly Version[]): string {
  const links = versions.map(({name, href}) =>
    href === null
      ? `<strong aria-current="true">${escapeHtml(name)}</strong>`
      : `<a href="${href}">${escapeHtml(name)}</a>`
  );
  return `<nav class="versions" aria-label="Versions"><span>Version</span> ${links.join(" ")}</nav>\n`;
}

/** A page without its switch: what the page says, whatever is released before and after it. */
export function withoutSwitch(html: string): string {
  return html.replace(/<nav class="versions"[\s\S]*?<\/nav>\n?/g, "");
}
