import {spawn} from "node:child_process";
import {mkdtempSync, readFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";
import {readArrow} from "../../fit/table/readArrow.js";
import {readCsv} from "../../fit/table/readCsv.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = join(root, "data", "examples");
const scratch = mkdtempSync(join(tmpdir(), "harmonic-"));

/** Runs the command as a user would, in a folder that is not the project's. */
function harmonic(args: string[], input = ""): Promise<{code: number | null; out: string; err: string}> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "cli", "harmonic.js"), ...args], {cwd: scratch});
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    child.on("close", (code) => resolve({code, out, err}));
    child.stdin.end(input);
  });
}

describe("harmonic tabulate as a process (by hand)", () => {
  test("prints the cells of its example, which harmonic fit then takes", async () => {
    const file = join(scratch, "cells.arrow");
    const [printed, written] = await Promise.all([
      harmonic(["tabulate", join(examples, "tabulate.json")]),
      harmonic(["tabulate", join(examples, "tabulate.json"), "--out", file])
    ]);
    expect(printed).toMatchObject({code: 0, err: ""});
    expect(written).toEqual({code: 0, out: "", err: ""});
    const csv = readCsv("cells.csv", printed.out);
    expect(csv.columns.get("cases")).toMatchObject({values: expect.any(Float64Array)});
    const arrow = readArrow("cells.arrow", readFileSync(file));
    expect(arrow.columns.get("pyr")).toEqual(csv.columns.get("pyr"));
    const spec = {
      model: "poisson",
      response: {events: "cases", personTime: "pyr"},
      strata: ["sex"],
      excess: {dose: "doseMean"}
    };
    const fit = await harmonic(["fit", "-", "--data", file], JSON.stringify(spec));
    expect(fit.code).toBe(0);
    expect(JSON.parse(fit.out)).toMatchObject({events: 3, converged: true});
  });

  test("exits 2 with one line for bad input, and helps", async () => {
    const [bad, none, help, example] = await Promise.all([
      harmonic(
        ["tabulate", "-"],
        '{"persons": {"data": "none.csv", "id": "i", "birth": "b", "entry": "e", "exit": "x"}}'
      ),
      harmonic(["tabulate"]),
      harmonic(["tabulate", "--help"]),
      harmonic(["tabulate", "--example"])
    ]);
    expect(bad).toMatchObject({code: 2, out: ""});
    expect(bad.err).toMatch(
      /^harmonic: data must be a file that can be read; got .*none.csv \(no such file\)\n$/
    );
    expect(none).toMatchObject({code: 2, out: ""});
    expect(help.out).toContain("endFollowUp");
    expect(example.out).toBe(readFileSync(join(examples, "tabulate.json"), "utf8"));
  });
});
