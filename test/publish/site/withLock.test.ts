import {existsSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {expect, test} from "vitest";
import {withLock} from "../../../publish/site/withLock.js";

const file = () => join(mkdtempSync(join(tmpdir(), "harmonic-lock-")), "lock");

test("withLock does one work after the other and leaves no lock, even after a failure (by hand)", async () => {
  const lock = file();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await setTimeout(20);
    order.push(`${name} out`);
  };
  await Promise.all([withLock(lock, work("a")), withLock(lock, work("b"))]);
  expect(order).toEqual(["a in", "a out", "b in", "b out"]);
  await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

test("withLock takes over the lock of a process that is no more (by hand)", async () => {
  const lock = file();
  writeFileSync(lock, "2147483646");
  expect(await withLock(lock, async () => "done")).toBe("done");
});
