import {createHash, generateKeyPairSync} from "node:crypto";
import {copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {main} from "../../cli/main.js";
import type {PoolAnswer} from "../../fit/site/poolFit.js";

const root = new URL("../..", import.meta.url).pathname;
const page = readFileSync(join(root, "src/docs/disclosure.md"), "utf8");
let directory: string;
const here = process.cwd();

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-pool-"));
  const examples = join(root, "data/examples");
  for (const file of readdirSync(examples)) copyFileSync(join(examples, file), join(directory, file));
  for (const site of ["leiden", "lyon"]) {
    const {privateKey, publicKey} = generateKeyPairSync("ed25519");
    writeFileSync(join(directory, `${site}.pem`), privateKey.export({type: "pkcs8", format: "pem"}));
    writeFileSync(
      join(directory, `${site[0].toUpperCase()}${site.slice(1)}.pem`),
      publicKey.export({type: "spki", format: "pem"})
    );
  }
  process.chdir(directory);
});
afterAll(() => {
  process.chdir(here);
  rmSync(directory, {recursive: true});
});

/** Runs `harmonic …` in this process: what it prints, and the code that it would exit with. */
async function harmonic(words: string[]): Promise<{code: number; out: string; err: string}> {
  const printed = {out: "", err: ""};
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed.out += text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((printed.err += text)));
  process.exitCode = 0;
  await main(["node", "harmonic", ...words]);
  const code = Number(process.exitCode);
  process.exitCode = 0;
  vi.restoreAllMocks();
  return {code, ...printed};
}

/** The words of a command as a shell takes them. */
function wordsOf(command: string): string[] {
  return [...command.replace(/\\\n/g, "").matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain
  );
}

function blocks(kind: string): string[] {
  return [...page.matchAll(new RegExp(`<pre class="${kind}">\n([\\s\\S]*?)\n</pre>`, "g"))].map(
    ([, text]) => text
  );
}

test("the page for data holders sends and pools tables as it says", async () => {
  const [tabulate, pool] = blocks("example").map((command) => wordsOf(command).slice(2));
  writeFileSync("err.json", blocks("spec")[0]);
  const sent = await harmonic(tabulate);
  expect(sent).toMatchObject({code: 0, out: ""});
  expect(sent.err).toContain(
    "harmonic: table of Leiden, 16 rows, 3 cases; small cells: 16 with fewer than 10 children or cases, sent under Agreement 2026-3"
  );
  // Lyon has the same made-up children.
  expect((await harmonic(tabulate.map((word) => word.replace(/^(L|l)eiden/, "$1yon")))).code).toBe(0);
  const pooled = await harmonic(pool);
  expect(pooled).toEqual({
    code: 0,
    out: "",
    err: "harmonic: signatures hold, but whose keys they are was not compared (--keys)\n"
  });
  const {sites, fit} = JSON.parse(readFileSync("answer.json", "utf8")) as PoolAnswer;
  expect(sites.map(({site, cases}) => [site, cases])).toEqual([
    ["Leiden", 3],
    ["Lyon", 3]
  ]);
  expect(fit).toMatchObject({model: "poisson", converged: true, events: 6});
  expect((await harmonic([...pool, "--keys", "."])).err).toBe("");
  copyFileSync("Lyon.pem", "Leiden.pem");
  expect(await harmonic([...pool, "--keys", "."])).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /^harmonic: key of Leiden must be [0-9a-f]{64}, the one that is known; got .* in leiden.json\n$/
    )
  });
});

test("a table that was changed on the way, or small cells unasked, is refused in one line", async () => {
  const [tabulate, pool] = blocks("example").map((command) => wordsOf(command).slice(2));
  const silent = tabulate.filter((word) => word !== "--agreed" && word !== "Agreement 2026-3");
  expect(await harmonic(silent)).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /harmonic: small cells must be sent under an agreement \(--agreed TEXT\) or merged/
    )
  });
  expect((await harmonic([...silent, "--merge"])).err).toMatch(
    /harmonic: site must have at least 10 children; got fewer\n$/
  );
  expect((await harmonic(silent.filter((word) => !/key|pem/.test(word)))).err).toBe(
    "harmonic: --site must go with --key, the site's private key; got none\n"
  );
  const text = readFileSync("leiden.json", "utf8");
  writeFileSync("leiden.json", text.replace('"cases":[0', '"cases":[1'));
  expect(await harmonic(pool)).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^harmonic: sha256 must be \w+, that of the table; got \w+ in leiden.json\n$/)
  });
  const {table, sha256} = JSON.parse(text);
  expect(createHash("sha256").update(JSON.stringify(table)).digest("hex")).toBe(sha256);
  expect((await harmonic(["pool", "none.json", "--spec", "err.json"])).err).toBe(
    "harmonic: files must be tables that can be read; got none.json\n"
  );
});
