import {createHash} from "node:crypto";
import {relative} from "node:path";
import {build} from "esbuild";

/**
 * Hash of a module and of all project code that it reaches, comments and white space apart. What it
 * imports from packages is covered by the lockfile. Code that the module cannot reach (another export of
 * a file that it imports) does not count, so that a changed constant makes stale just what uses it.
 *
 * @param module path of the module.
 * @param root folder that the paths in the hash are relative to, so that moving the project changes nothing.
 * @throws Error with esbuild's message when the module does not parse or an import is not found.
 * Witness: test/publish/codeHash.test.ts.
 */
export async function codeHash(module: string, root: string): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [relative(root, module)],
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
  return createHash("sha256").update(outputFiles[0].contents).digest("hex");
}
