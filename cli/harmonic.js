#!/usr/bin/env node
import module from "node:module";
import {fileURLToPath} from "node:url";
import {register} from "tsx/esm/api";

// What the engine made of the code is kept beside results; Node 20 does without.
module.enableCompileCache?.(fileURLToPath(new URL("../.harmonic/compiled", import.meta.url)));
register();
const {main} = await import("./main.ts");
await main(process.argv);
