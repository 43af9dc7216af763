import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {controllerLock} from "../../../publish/slurm/controllerLock.js";

let root: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "harmonic-lock-"));
  file = join(root, ".harmonic", "slurm", "controller.json");
  mkdirSync(join(root, ".harmonic", "slurm"), {recursive: true});
});

afterEach(() => rmSync(root, {recursive: true}));

test("controllerLock has one holder at a time (by hand)", () => {
  const lock = controllerLock(root);
  expect(() => controllerLock(root)).toThrow(
    `one harmonic run at a time can follow the jobs; got another on ${hostname()}, process ${process.pid}`
  );
  lock.beat();
  lock.release();
  controllerLock(root).release();
});

test("controllerLock is taken over from a dead process, a half-written file, and a machine that went silent (by hand)", () => {
  for (const text of [JSON.stringify({host: hostname(), pid: 2147483646}), "", '{"host":']) {
    writeFileSync(file, text);
    controllerLock(root).release();
  }
  writeFileSync(file, JSON.stringify({host: "other", pid: 1}));
  expect(() => controllerLock(root)).toThrow("got another on other, process 1");
  const longAgo = new Date(Date.now() - 300_000);
  utimesSync(file, longAgo, longAgo);
  controllerLock(root).release();
});

test("a holder whose lock another machine has taken over stops, and leaves it to that (by hand)", () => {
  const lock = controllerLock(root);
  writeFileSync(file, JSON.stringify({host: "other", pid: 1}));
  expect(() => lock.beat()).toThrow("another harmonic run has taken up the jobs");
  lock.release();
  expect(() => controllerLock(root)).toThrow("got another on other, process 1");
});
