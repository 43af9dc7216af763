import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync
} from "node:fs";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {pullExtract} from "../../../loaders/extract/pull.js";
import {refuseTracked} from "../../../loaders/extract/refuseTracked.js";
import type {OpenPart} from "../../../loaders/extract/writePart.js";
import type {ExtractPin} from "../../../loaders/pin.js";

let root: string;
let source: string;
let server: Server | undefined;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "harmonic-")));
  source = join(root, "source");
  mkdirSync(source);
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(root, {recursive: true});
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const content = {persons: Buffer.alloc(300_000, "persons "), events: Buffer.alloc(200_000, "events ")};

function pinOf(location: string, files: Record<string, Buffer> = content): ExtractPin {
  const tables = Object.entries(files).map(([name, bytes]) => ({
    name,
    file: `${name}.arrow`,
    sha256: sha256(bytes),
    rows: 1,
    bytes: bytes.length
  }));
  return {name: "own", version: "1", synthetic: false, location, tables, files: []};
}

function writeSource(files: Record<string, Buffer> = content): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(source, `${name}.arrow`), bytes);
}

const local = (name: string) => readFileSync(join(root, ".harmonic", "extract", "own-1", `${name}.arrow`));
const partial = () => readdirSync(join(root, ".harmonic", "extract", "partial"));

/** A server on this machine under the name of another: only the fetch of the test reaches it by http. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void
): Promise<typeof fetch> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return (url, init) =>
    fetch(String(url).replace("https://data.example.org", `http://127.0.0.1:${port}`), init);
}

/** Answers with the file, or with the part that a Range with the right If-Range asks for. */
function give(request: IncomingMessage, response: ServerResponse, etag = '"v1"'): void {
  const bytes = content[/(\w+)\.arrow/.exec(request.url!)![1] as keyof typeof content];
  const {range, "if-range": ifRange} = request.headers;
  const from = range && ifRange === etag ? Number(/bytes=(\d+)-/.exec(range)![1]) : 0;
  response.writeHead(from > 0 ? 206 : 200, {
    ETag: etag,
    "Content-Length": bytes.length - from,
    ...(from > 0 ? {"Content-Range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`} : {})
  });
  response.end(bytes.subarray(from));
}

const https = "https://data.example.org/harmonic?signature=SECRET";

test("pullExtract copies the files of a folder, tells how far it is, and then has nothing to do (by hand)", async () => {
  writeSource();
  const progress: [number, number, string][] = [];
  const pin = pinOf(source);
  const pulled = await pullExtract({root, pin, onProgress: (...step) => progress.push(step)});
  expect(pulled.files).toEqual(["persons.arrow", "events.arrow"]);
  expect(local("persons").equals(content.persons)).toBe(true);
  expect(progress.at(-1)).toEqual([0.5, 0.5, "events.arrow"]);
  expect(partial()).toEqual([]);
  expect((await pullExtract({root, pin})).files).toEqual([]);
});

test("pullExtract names the file of a wrong hash and both hashes; the last good extract stays (by hand)", async () => {
  writeSource();
  await pullExtract({root, pin: pinOf(source)});
  const other = {persons: Buffer.from("other persons"), events: Buffer.from("other events")};
  writeSource({...other, events: Buffer.from("wrong events")});
  await expect(pullExtract({root, pin: pinOf(source, other)})).rejects.toThrow(
    `events.arrow must have SHA-256 ${sha256(other.events)}; got ${sha256(Buffer.from("wrong events"))}`
  );
  expect(local("persons").equals(content.persons)).toBe(true);
  expect(local("events").equals(content.events)).toBe(true);
  expect(partial()).toEqual([]);
});

test("pullExtract names a file that is too short, too long or not there (by hand)", async () => {
  writeSource({...content, persons: content.persons.subarray(1)});
  await expect(pullExtract({root, pin: pinOf(source)})).rejects.toThrow(
    "persons.arrow must have 300000 bytes; got 299999"
  );
  writeSource({persons: Buffer.concat([content.persons, content.persons])});
  await expect(pullExtract({root, pin: pinOf(source)})).rejects.toThrow(
    "persons.arrow must have 300000 bytes; got more"
  );
  rmSync(join(source, "persons.arrow"));
  await expect(pullExtract({root, pin: pinOf(source)})).rejects.toThrow(
    `persons.arrow must be a file in ${source}; got ENOENT`
  );
});

test("pullExtract says that the disk is full, and leaves the last good extract (by hand)", async () => {
  writeSource();
  const full: OpenPart = async () => ({
    write: async () => {
      throw Object.assign(new Error("no space left on device"), {code: "ENOSPC"});
    },
    sync: async () => {},
    close: async () => {}
  });
  await pullExtract({root, pin: pinOf(source)});
  const other = {persons: Buffer.from("other persons")};
  writeSource(other);
  await expect(pullExtract({root, pin: pinOf(source, other), openPart: full})).rejects.toThrow(
    "persons.arrow must fit on the disk (13 bytes); got ENOSPC"
  );
  expect(local("persons").equals(content.persons)).toBe(true);
});

test("pullExtract refuses a folder whose files git tracks; without git it says so (by hand)", async () => {
  writeSource();
  const git = (...command: string[]) => execFileSync("git", ["-C", source, ...command], {stdio: "ignore"});
  git("init", "-q");
  await pullExtract({root, pin: pinOf(source)});
  rmSync(join(root, ".harmonic"), {recursive: true});
  git("add", "persons.arrow");
  await expect(pullExtract({root, pin: pinOf(source)})).rejects.toThrow(
    "the extract must not be under version control; got persons.arrow, which git tracks"
  );
  expect(await refuseTracked(source, ["persons.arrow"], "no-such-git")).toMatch("git is not installed");
});

test("pullExtract brings files over https, with the token to that address (by hand)", async () => {
  const asked: (string | undefined)[] = [];
  const fetch = await serve((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    give(request, response);
  });
  await pullExtract({root, pin: pinOf(https), fetch, token: "TOKEN"});
  expect(asked).toEqual([
    "/harmonic/persons.arrow?signature=SECRET Bearer TOKEN",
    "/harmonic/events.arrow?signature=SECRET Bearer TOKEN"
  ]);
  expect(local("events").equals(content.events)).toBe(true);
});

const failures: [string, string, (request: IncomingMessage, response: ServerResponse) => void][] = [
  [
    "a 500",
    "persons.arrow must be given by https://data.example.org/harmonic/persons.arrow; got 500 Internal Server Error",
    (_, response) => response.writeHead(500).end("SECRET of the server")
  ],
  ["a 403", "got 403 Forbidden (see HARMONIC_EXTRACT_TOKEN)", (_, response) => response.writeHead(403).end()],
  [
    "a redirection to plain http",
    "persons.arrow must come over https from https://data.example.org/harmonic/persons.arrow",
    (request, response) =>
      request.url!.startsWith("/elsewhere")
        ? response.writeHead(200).end()
        : response.writeHead(302, {Location: "/elsewhere"}).end()
  ],
  [
    "a cut connection",
    "persons.arrow must arrive whole, 300000 bytes; got 100000 before the connection was cut",
    (request, response) => {
      response.writeHead(200, {ETag: '"v1"', "Content-Length": content.persons.length});
      response.write(content.persons.subarray(0, 100_000), () =>
        setTimeout(() => request.socket.destroy(), 50)
      );
    }
  ],
  [
    "other bytes",
    `persons.arrow must have SHA-256 ${sha256(content.persons)}`,
    (_, response) => response.writeHead(200).end(Buffer.alloc(content.persons.length))
  ]
];

for (const [what, message, answer] of failures) {
  test(`pullExtract says in one line that it got ${what}, without token or query (by hand)`, async () => {
    writeSource();
    await pullExtract({root, pin: pinOf(source)});
    writeFileSync(join(root, ".harmonic", "extract", "own-1", "persons.arrow"), "damaged");
    const fetch = await serve(answer);
    const error: Error = await pullExtract({root, pin: pinOf(https), fetch, token: "TOKEN"}).catch((e) => e);
    expect(error.message).toContain(message);
    expect(error.message).not.toMatch(/\n|TOKEN\b(?<!HARMONIC_EXTRACT_TOKEN)|SECRET/);
    expect(local("events").equals(content.events)).toBe(true);
    expect(local("persons").toString()).toBe("damaged");
  });
}

test("pullExtract says that nothing answers at the address (by hand)", async () => {
  const fetch = await serve(() => {});
  await new Promise((resolve) => server!.close(resolve));
  await expect(pullExtract({root, pin: pinOf(https), fetch})).rejects.toThrow(
    "persons.arrow must be reachable at https://data.example.org/harmonic/persons.arrow; got ECONNREFUSED"
  );
});

test("pullExtract goes on from where a cut connection left it, and keeps what was whole (by hand)", async () => {
  const asked: string[] = [];
  let cut = true;
  const fetch = await serve((request, response) => {
    asked.push(`${request.url!.slice(10, 16)} ${request.headers.range ?? "from 0"}`);
    if (!(cut && request.url!.includes("events"))) return give(request, response);
    response.writeHead(200, {ETag: '"v1"', "Content-Length": content.events.length});
    response.write(content.events.subarray(0, 150_000), () => setTimeout(() => request.socket.destroy(), 50));
  });
  await expect(pullExtract({root, pin: pinOf(https), fetch})).rejects.toThrow("got 150000 before");
  cut = false;
  await pullExtract({root, pin: pinOf(https), fetch});
  expect(asked).toEqual(["person from 0", "events from 0", "events bytes=150000-"]);
  expect(local("persons").equals(content.persons)).toBe(true);
  expect(local("events").equals(content.events)).toBe(true);
  expect(partial()).toEqual([]);
});

for (const [what, first, second] of [
  ["has changed since", '"v1"', '"v2"'],
  ["has a weak ETag only", 'W/"v1"', 'W/"v1"']
]) {
  test(`pullExtract begins anew where the file ${what} (by hand)`, async () => {
    let cut = true;
    const fetch = await serve((request, response) => {
      if (!(cut && request.url!.includes("events"))) return give(request, response, second);
      response.writeHead(200, {ETag: first, "Content-Length": content.events.length});
      response.write(Buffer.alloc(150_000), () => setTimeout(() => request.socket.destroy(), 50));
    });
    await expect(pullExtract({root, pin: pinOf(https), fetch})).rejects.toThrow("got 150000 before");
    cut = false;
    await pullExtract({root, pin: pinOf(https), fetch});
    expect(local("events").equals(content.events)).toBe(true);
  });
}

test("pullExtract twice at once gives one whole extract (law)", async () => {
  const fetch = await serve(give);
  const pin = pinOf(https);
  await Promise.all([1, 2, 3].map(() => pullExtract({root, pin, fetch})));
  expect(local("persons").equals(content.persons)).toBe(true);
  expect(local("events").equals(content.events)).toBe(true);
  expect(partial()).toEqual([]);
});

test("pullExtract takes over what a killed process left (by hand)", async () => {
  const asked: string[] = [];
  const fetch = await serve((request, response) => {
    asked.push(request.headers.range ?? "from 0");
    give(request, response);
  });
  const dead = Number(execFileSync(process.execPath, ["-p", "process.pid"]).toString());
  const folder = join(root, ".harmonic", "extract", "partial");
  mkdirSync(folder, {recursive: true});
  const part = join(folder, `${sha256(content.persons)}.${dead}.1.part`);
  writeFileSync(part, content.persons.subarray(0, 1000));
  writeFileSync(`${part}.etag`, '"v1"');
  await pullExtract({root, pin: pinOf(https), fetch});
  expect(asked).toEqual(["bytes=1000-", "from 0"]);
  expect(local("persons").equals(content.persons)).toBe(true);
});
