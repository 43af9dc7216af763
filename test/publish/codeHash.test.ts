import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {codeHash} from "../../publish/codeHash.js";
import {moduleHashes} from "../../publish/moduleHashes.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "harmonic-"));
  write("package.json", `{"type": "module", "sideEffects": false}`);
  write("constants.ts", "export const used = 1; export const other = 2;");
  write("reader.ts", "export const read = 7;");
  write("analysis.ts", `import {used} from "./constants.js";\nexport default {value: used};`);
});

afterEach(() => rmSync(root, {recursive: true}));

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

const reached = () => codeHash([join(root, "analysis.ts"), join(root, "reader.ts")], root);
const hash = async () => (await reached()).hash;

test("codeHash sees a changed constant in a module that is imported", async () => {
  const before = await hash();
  write("constants.ts", "export const used = 1.0000001; export const other = 2;");
  expect(await hash()).not.toBe(before);
});

test("codeHash sees a change in any of the modules", async () => {
  const before = await hash();
  write("reader.ts", "export const read = 8;");
  expect(await hash()).not.toBe(before);
});

test("codeHash does not see comments, white space, or exports that are not reached", async () => {
  const before = await hash();
  write(
    "constants.ts",
    "// why\nexport const used   = 1;\n\nexport const other = 3; export const third = () => 4;"
  );
  expect(await hash()).toBe(before);
});

test("codeHash names an import that is not there", async () => {
  write("analysis.ts", `import {used} from "./gone.js";\nexport default {value: used};`);
  await expect(hash()).rejects.toThrow("./gone.js");
});

test("codeHash names the files of which a part is reached; moduleHashes see no comment (by hand)", async () => {
  write("aside.ts", "export const aside = 1;");
  write("constants.ts", "export const used = 1; export {aside} from './aside.js';");
  const {files} = await reached();
  expect(files).toEqual(["analysis.ts", "constants.ts", "reader.ts"]);
  const before = await moduleHashes(files, root);
  write("constants.ts", "// why\nexport const used  =  1;\nexport {aside} from './aside.js';");
  expect(await moduleHashes(files, root)).toEqual(before);
  write("reader.ts", "export const read = 8;");
  const after = await moduleHashes(files, root);
  expect(files.filter((file) => after[file] !== before[file])).toEqual(["reader.ts"]);
});
