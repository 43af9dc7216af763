import {createHash} from "node:crypto";
import {relative} from "node:path";
import {build} from "esbuild";

/** The code that an analysis reaches: one hash over all of it, and the files it stands in, sorted. */
export interface ReachedCode {
  hash: string;
  /** Paths from the root of the files of which a part is reached. */
  files: string[];
}

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
export async function codeHash(modules: readonly string[], root: string): Promise<ReachedCode> {
  const {outputFiles, metafile} = await build({
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
    metafile: true,
    write: false,
    logLevel: "silent"
  });
  const hash = createHash("sha256");
  for (const {contents} of outputFiles) hash.update(contents);
  const files = Object.values(metafile.outputs).flatMap(({inputs}) =>
    Object.entries(inputs)
      .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
      .map(([file]) => file)
  );
  return {hash: hash.digest("hex"), files: [...new Set(files)].sort()};
}
