import {spawnSync} from "node:child_process";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";

const cli = fileURLToPath(new URL("../../cli/harmonic.js", import.meta.url));
const harmonic = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], {encoding: "utf8"});

test("harmonic --help lists every command, and a mistyped one is told the nearest (by hand)", () => {
  const {stdout, status} = harmonic("--help");
  expect(status).toBe(0);
  const listed = [...stdout.matchAll(/^ {2}([a-z]+)(?: [[<].*?)? {2,}\S/gm)].map(([, name]) => name);
  expect(listed).toEqual(
    "extract run tabulate pool fit build disclose dev preview release approve verify diff why help".split(" ")
  );
  const mistyped = harmonic("fti");
  expect([mistyped.status, mistyped.stderr]).toEqual([
    2,
    "error: unknown command 'fti'\n(Did you mean fit?)\n"
  ]);
});
