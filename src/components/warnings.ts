import {prose} from "./escapeHtml.js";

/**
 * What an analysis warns of, as a list; nothing when there is nothing to warn of. Warnings that differ
 * only in what they concern ("quadratic: …", "threshold: …") are one line.
 */
export function warnings(said: readonly string[]): string {
  if (said.length === 0) return "";
  return (
    '<section class="warnings" aria-label="Warnings"><p>To be read with care:</p>' +
    `<ul>${gather(said)
      .map((warning) => `<li>${prose(warning)}</li>`)
      .join("")}</ul></section>\n`
  );
}

function gather(said: readonly string[]): string[] {
  const concerned = new Map<string, string[]>();
  for (const warning of said) {
    const [, about, message] = /^([^:]{1,32}): (.+)$/.exec(warning) ?? [null, "", warning];
    concerned.set(message, [...(concerned.get(message) ?? []), about].filter(Boolean));
  }
  return [...concerned].map(([message, about]) =>
    about.length > 0 ? `${message} (${about.join(", ")})` : message
  );
}
