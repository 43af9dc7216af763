import {spawn} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = join(root, "data", "examples");
const scratch = mkdtempSync(join(tmpdir(), "harmonic-"));

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command as a user would, in a folder that is not the project's. */
function harmonic(args: string[], input = ""): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "cli", "harmonic.js"), ...args], {cwd: scratch});
    const run: Run = {code: null, out: "", err: ""};
    child.stdout.on("data", (text) => (run.out += text));
    child.stderr.on("data", (text) => (run.err += text));
    child.on("close", (code) => resolve({...run, code}));
    child.stdin.end(input);
  });
}

const poisson = readFileSync(join(examples, "poisson.json"), "utf8");

describe("harmonic fit as a process (by hand)", () => {
  test("reads the spec's table beside the spec, prints JSON and exits 0", async () => {
    const {code, out, err} = await harmonic(["fit", join(examples, "poisson.json")]);
    expect({code, err}).toEqual({code: 0, err: ""});
    expect(JSON.parse(out)).toMatchObject({model: "poisson", converged: true, events: 731});
  });

  test("reads the spec from standard input and the table of --data, writes to --out", async () => {
    const file = join(scratch, "answer.json");
    const {code, out} = await harmonic(
      ["fit", "-", "--data", join(examples, "british-doctors.csv"), "--out", file],
      poisson
    );
    expect({code, out}).toEqual({code: 0, out: ""});
    expect(JSON.parse(readFileSync(file, "utf8")).parameters[0].estimate).toBeCloseTo(0.425519, 6);
  });

  test("exits 1 with an answer when the fit did not converge", async () => {
    const spec = JSON.stringify({...JSON.parse(poisson), control: {maxIterations: 1}});
    const {code, out} = await harmonic(["fit", "-", "-d", join(examples, "british-doctors.csv")], spec);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({converged: false, iterations: 1});
  });

  test("exits 2 with one line on standard error for bad input", async () => {
    const broken = join(scratch, "broken.json");
    writeFileSync(broken, poisson.replace('"strata"', '"strat"'));
    const runs = await Promise.all([
      harmonic(["fit", broken]),
      harmonic(["fit", join(scratch, "none.json")]),
      harmonic(["fit", "-"], poisson.replace("british-doctors", "none")),
      harmonic(["fit", "-", "--data", join(examples, "leukaemia.csv")], poisson),
      harmonic(["fit"]),
      harmonic(["fit", "--exampel", "cox"])
    ]);
    const lines = [
      'harmonic: spec has no key "strat"; did you mean "strata"?',
      "harmonic: spec must be a file that can be read; got ",
      "harmonic: data must be a file that can be read; got ",
      'harmonic: leukaemia.csv has no column "deaths"',
      "harmonic: spec must be a file, or - for standard input; got none",
      "error: unknown option '--exampel'"
    ];
    runs.forEach(({code, out, err}, k) => {
      expect({code, out}).toEqual({code: 2, out: ""});
      expect(err.startsWith(lines[k]), err).toBe(true);
      expect(err.trim().split("\n").length).toBeLessThanOrEqual(k === 5 ? 2 : 1);
    });
  });

  test("refuses where an answer cannot go, and writes one whole from two runs at once", async () => {
    const folder = join(scratch, "answers");
    mkdirSync(folder);
    const spec = join(examples, "poisson.json");
    const file = join(folder, "both.json");
    const [missing, taken, ...both] = await Promise.all([
      harmonic(["fit", spec, "--out", join(folder, "none", "answer.json")]),
      harmonic(["fit", spec, "--out", folder]),
      harmonic(["fit", "-", "-d", join(examples, "british-doctors.csv"), "--out", file], `\ufeff${poisson}`),
      harmonic(["fit", spec, "--out", file])
    ]);
    expect(missing.err).toMatch(
      /^harmonic: --out must be a file that can be written; got .* \(no such folder\)\n$/
    );
    expect(taken.err).toMatch(/^harmonic: --out must be a file that can be written; got .* \(a folder\)\n$/);
    for (const {code, out} of [missing, taken]) expect({code, out}).toEqual({code: 2, out: ""});
    for (const run of both) expect(run).toEqual({code: 0, out: "", err: ""});
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({converged: true});
    expect(readdirSync(folder)).toEqual(["both.json"]);
  });

  test("--help and --example are enough to begin with", async () => {
    const [help, example] = await Promise.all([
      harmonic(["fit", "--help"]),
      harmonic(["fit", "--example", "cox"])
    ]);
    expect(help.code).toBe(0);
    for (const word of ["--example", "kaplan-meier", '"excess"', 'as": "category', "Exit code"])
      expect(help.out).toContain(word);
    expect(example).toEqual({code: 0, err: "", out: readFileSync(join(examples, "cox.json"), "utf8")});
  });
});
