import {cpSync, existsSync} from "node:fs";
import {join, relative, sep} from "node:path";

/** All that a project needs to run its commands, but for installed packages. */
const parts = [
  "analyses",
  "bench",
  "cli",
  "data",
  "fit",
  "loaders",
  "publish",
  "src",
  "types",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "CITATION.cff",
  ".gitignore"
];

/** What is made, or frozen, and so no part of the code. */
const left = [join("src", "results"), join("src", ".observablehq"), join("data", "releases")];

/** Copies the code and the given data of the project in `root` to `directory`. */
export function copyProject(root: string, directory: string): void {
  for (const part of parts.filter((name) => existsSync(join(root, name))))
    cpSync(join(root, part), join(directory, part), {
      recursive: true,
      filter: (path) => !left.some((name) => `${relative(root, path)}${sep}`.startsWith(`${name}${sep}`))
    });
}
