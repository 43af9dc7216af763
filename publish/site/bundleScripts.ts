import {createHash} from "node:crypto";
import {mkdirSync, writeFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {buildSync} from "esbuild";

/** Folder of the site in which the scripts lie that pages load. */
export const scriptsFolder = "_harmonic";

/**
 * Bundles the scripts by which readers compute pages again, each named by its hash, and writes them into a
 * site. The first is small and loads the others when they are asked for.
 * @returns the path of the first from the site's root.
 */
export function bundleScripts(site: string): string {
  mkdirSync(join(site, scriptsFolder), {recursive: true});
  const load = (name: string) => `./${basename(bundle(name))}`;
  const scripts = {worker: load("worker"), refit: load("refit"), lookUp: load("riskLookup")};
  return bundle("page", {scripts: JSON.stringify(scripts)});

  function bundle(name: string, define: Record<string, string> = {}): string {
    const text = (bundled[`${name} ${JSON.stringify(define)}`] ??= build(name, define));
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const path = `${scriptsFolder}/${name}.${hash}.js`;
    writeFileSync(join(site, path), text);
    return path;
  }
}

/** Scripts of this process: they do not change while it runs. */
const bundled: Record<string, string> = {};

function build(name: string, define: Record<string, string>): string {
  const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "recompute", "browser");
  const {outputFiles} = buildSync({
    entryPoints: [join(folder, `${name}.ts`)],
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
    define,
    write: false
  });
  return outputFiles[0].text;
}
