import {createHash} from "node:crypto";
import {relative} from "node:path";
import {build} from "esbuild";

/**
 * Hash of modules and of all project code that they reach, comments and white space apart. What they
 * import from packages is covered by the lockfile. Code that no module can reach (another export of
 * a file that is imported) does not count, so that a changed constant makes stale just what uses it.
 *
 * @param modules paths of the modules; the order counts.
 * @param root folder that the paths in the hash are relative to, so that moving the project changes nothing.
 * @throws Error with esbuild's message when a module does not parse or an import is not found.
 * Witness: test/publish/codeHash.test.ts.
 */
export async function codeHash(modules: readonly string[], root: string): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: modules.map((module) => relative(root, module)),
    // Nothing is written; esbuild wants to know where several outputs would go.
    outdir: root,
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    treeShaking: true,
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
    logLevel: "silent"
  });
  const hash = createHash("sha256");
  for (const {contents} of outputFiles) hash.update(contents);
  return hash.digest("hex");
}
