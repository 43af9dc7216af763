import {afterEach, expect, test, vi} from "vitest";
import {main} from "../../cli/main.js";

/** Runs `harmonic …` in this process: what it prints, and the code that it would exit with. */
async function harmonic(...words: string[]): Promise<{code: number; out: string; err: string}> {
  const printed = {out: "", err: ""};
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed.out += text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((printed.err += text)));
  let exited: number | undefined;
  vi.spyOn(process, "exit").mockImplementation((code) => {
    exited ??= Number(code);
    throw new Error("left");
  });
  process.exitCode = 0;
  await main(["node", "harmonic", ...words]);
  const code = exited ?? Number(process.exitCode);
  process.exitCode = 0;
  vi.restoreAllMocks();
  return {code, ...printed};
}

afterEach(() => vi.restoreAllMocks());

test("harmonic release, approve, verify, diff and why have help with examples (by hand)", async () => {
  for (const verb of ["release", "approve", "verify", "diff", "why"]) {
    const {code, out} = await harmonic(verb, "--help");
    expect([code, out]).toEqual([0, expect.stringMatching(/Examples:\n {2}npx harmonic/)]);
  }
});

const bad: [string[], RegExp][] = [
  [["release", "next", "--reason", "x"], /^harmonic: version must be like 2026.1; got next\n$/],
  [["release", "2099.1"], /^error: required option '-r, --reason <text>' not specified\n/],
  [
    ["release", "2099.1", "--reason", "x", "--conclusions-changed", "perhaps"],
    /^harmonic: --conclusions-changed must be yes or no; got perhaps\n$/
  ],
  [
    ["release", "2026.2", "--reason", "x"],
    /^harmonic: version must be a new one, for 2026.2 is published for another reason; got "x"\n$/
  ],
  [["verify", "2020.1"], /^harmonic: version must be that of a release \(.*\); got 2020.1\n$/],
  [["approve", "2020.1"], /^error: required option '--key <file>' not specified\n/],
  [
    ["approve", "2020.1", "--key", "none.pem", "--as", "0000-0002-1825-0097"],
    /^harmonic: --key must name a file with a private key in PEM; got none.pem\n$/
  ],
  [["diff", "2020.1", "2020.2"], /^harmonic: version must be that of a release \(.*\); got 2020.1\n$/],
  [["why", "cardiac/none"], /^harmonic: analysis must be one of .*; got cardiac\/none\n$/]
];

for (const [words, line] of bad) {
  test(`harmonic ${words.join(" ")} exits with 2 and one line (by hand)`, async () => {
    const {code, err} = await harmonic(...words);
    expect(err).toMatch(line);
    expect(code).toBe(2);
  });
}
