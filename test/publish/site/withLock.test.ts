import {existsSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {hostname, tmpdir, uptime} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {expect, test, vi} from "vitest";
import {withLock} from "../../../publish/site/withLock.js";

const file = () => join(mkdtempSync(join(tmpdir(), "harmonic-lock-")), "lock");

test("withLock does one work after the other and leaves no lock, even after a failure (by hand)", async () => {
  const lock = file();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await sleep(20);
    order.push(`${name} out`);
  };
  await Promise.all([withLock(lock, work("a")), withLock(lock, work("b"))]);
  expect(order).toEqual(["a in", "a out", "b in", "b out"]);
  await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

test("withLock takes over the lock of a process that is no more (by hand)", async () => {
  const lock = file();
  for (const left of [`2147483646 ${hostname()}`, "2147483646", ""]) {
    writeFileSync(lock, left);
    expect(await withLock(lock, async () => "done")).toBe("done");
  }
});

test("withLock takes over a lock from before the machine started, though its number is in use again (by hand)", async () => {
  const lock = file();
  writeFileSync(lock, `${process.ppid} ${hostname()}`);
  const before = new Date(Date.now() - 1000 * uptime() - 60_000);
  utimesSync(lock, before, before);
  expect(await withLock(lock, async () => "done")).toBe("done");
});

test("withLock waits for another machine while it gives signs of life, whatever its clock, and no longer (by hand)", async () => {
  const lock = file();
  const patience = {beat: 0.1, silence: 1, told: 0.3};
  writeFileSync(lock, "1 another-machine");
  let beats = 0;
  // Its clock is an hour behind.
  const alive = setInterval(() => {
    const then = new Date(Date.now() - 3_600_000 + ++beats);
    utimesSync(lock, then, then);
  }, 100);
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const done = withLock(lock, async () => "done", patience);
  const first = await Promise.race([done, sleep(2000, "waits")]);
  clearInterval(alive);
  expect(first).toBe("waits");
  expect(await done).toBe("done");
  expect(told.mock.calls.map(([text]) => text)).toEqual([
    "waiting for process 1 on another-machine, which holds lock\n"
  ]);
  told.mockRestore();
});

test("withLock gives signs of life, and leaves a lock that another took over (by hand)", async () => {
  const lock = file();
  await withLock(
    lock,
    async () => {
      const before = statSync(lock).mtimeMs;
      await sleep(400);
      expect(statSync(lock).mtimeMs).toBeGreaterThan(before);
      writeFileSync(lock, "1 another-machine");
    },
    {beat: 0.1, silence: 1, told: 5}
  );
  expect(readFileSync(lock, "utf8")).toBe("1 another-machine");
});
