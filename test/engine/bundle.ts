import {fileURLToPath} from "node:url";
import {build} from "esbuild";

/** The battery as one script that sets `globalThis.hashes`, the same for Node and for browsers. */
export async function bundle(): Promise<string> {
  const {outputFiles} = await build({
    stdin: {
      contents: 'import {hashes} from "./hashes.ts"; globalThis.hashes = hashes;',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      loader: "ts"
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false
  });
  return outputFiles[0].text;
}
