import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {transform} from "esbuild";

/**
 * SHA-256 of each file of code by its path, comments and white space apart: so that one can say which file
 * made a result stale.
 * @param files paths from the root, as `codeHash` gives them.
 * Witness: test/publish/codeHash.test.ts.
 */
export async function moduleHashes(files: readonly string[], root: string): Promise<Record<string, string>> {
  const hashes = await Promise.all(files.map((file) => moduleHash(join(root, file))));
  return Object.fromEntries(files.map((file, k) => [file, hashes[k]]));
}

/** Hashes by the path and text of a file: many analyses reach the same ones. */
const known = new Map<string, Promise<string>>();

function moduleHash(path: string): Promise<string> {
  const text = readFileSync(path, "utf8");
  const key = `${path}\n${text}`;
  let hash = known.get(key);
  if (!hash) known.set(key, (hash = hashOf(path, text)));
  return hash;
}

async function hashOf(path: string, text: string): Promise<string> {
  const loader = path.endsWith(".json") ? "json" : path.endsWith(".ts") ? "ts" : "js";
  const {code} = await transform(text, {
    loader,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent"
  });
  return createHash("sha256").update(code).digest("hex");
}
