import {join} from "node:path";

/** Where a project keeps the extracts that it has pulled: outside the site root, never in version control. */
export function extractsDirectory(root: string): string {
  return join(root, ".harmonic", "extract");
}

/** Where a project keeps the files of one extract. */
export function extractDirectory(root: string, {name, version}: {name: string; version: string}): string {
  return join(extractsDirectory(root), `${name}-${version}`);
}
